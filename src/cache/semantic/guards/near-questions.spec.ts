import { pairsOf } from '../../../../test/support/guard-cases.js';
import { createGuards } from './guard-set.js';

const guards = createGuards();

describe('near questions', () => {
  it.each(
    pairsOf(`
      What is the fee for a wire transfer? | What is the fee for a transfer?
      How do I apply for a loan? | How do I apply for a loan extension?
      Can I use my card abroad? | Can I use my card online?
      Can I use my card abroad? | Can I use my card?
      How do I get a refund? | How do I give a refund?
      How do I make a payment? | How do I take a payment?
      How do I see my payslip? | How do I see payslip of my team?
      What do I need to give the courier? | What do I need to take from the courier?
      What happens if I pay late? | What happens if I pay early?
      What happens if I pay? | What happens if I do not pay?
      Is it safe to take ibuprofen? | Is it safe to give ibuprofen?
      Do I need a visa? | Do I want a visa?
      How does a child get measles? | How does a child give measles?
      What name is on the account? | What is the account?
      Who can view my profile? | Who can I view?
      Is the price current? | Is the price available?
      Are refunds required? | Are refunds recommended?
      Is vaccination recommended? | Is vaccination required?
      Is the drug available? | Is the drug needed?
      Is registration necessary? | Is registration recommended?
      How do I put money in? | How do I take money out?
      Can I come late? | Can I go late?
      Is there help for smokers? | Is there a try for smokers?
      What is a good apple? | What is an apple?
      Can I work while studying? | Can I study while working?
      Can I study without working? | Can I work without studying?
      Does stress cause pain? | Does pain cause stress?
      Is lung cancer caused by asthma? | Is asthma caused by lung cancer?
      Who did Ana invite? | Who invited Ana?
      What company did Oracle buy? | What company bought Oracle?
      Which team beat Spain? | Which team did Spain beat?
      Who reports to Ana? | Who does Ana report to?
      Who does the nurse call? | Who calls the nurse?
      Can I cancel after paying? | Can I pay after cancelling?
      What if the patient calls the doctor? | What if the doctor calls the patient?
      Does my landlord pay me? | Do I pay my landlord?
      How much do I owe the bank? | How much does the bank owe me?
      Can I sue my employer? | Can my employer sue me?
      Can you call me? | Can I call you?
      How do I contact you? | How do you contact me?
      Do you owe me money? | Do I owe you money?
      red dress with white shoes | white dress with red shoes
      10 apples and 5 pears | 5 apples and 10 pears
      Is water heavier than oil? | Is oil heavier than water?
      the red team won against blue | the blue team won against red
      Why is my bill high? | Why is my bill higher?
      Is this the fastest route? | Is this a fast route?
      Which is the oldest bank? | Which is an old bank?
      How to sort a list? | How to sort a linked list?
      How do I travel with a dog? | How do I travel with a guide dog?
      python list | python list comprehension
      When is the last train? | When is the train?
      Did the flight leave? | Will the flight leave?
      When did the flight leave? | When does the flight leave?
      Has my claim been paid? | Will my claim be paid?
      Can I get paid leave? | Can I get leave?
      How do I get a new card? | How do I get a card?
      What is the new policy? | What is the old policy?
      How do I disable it? | How do I enable it?
      Is it a viral infection? | Is it a bacterial infection?
      Do men get breast cancer? | Do women get breast cancer?
      Can I drink alcohol with antibiotics? | Can I drink alcohol after antibiotics?
      Can I drink alcohol with antibiotics? | Can I drink alcohol instead of antibiotics?
      Can I take aspirin and ibuprofen? | Can I take aspirin or ibuprofen?
      How far is Rome from Oslo? | How far is Rome from Lima?
      meeting at 5 pm | meeting at 5 am
      meeting at 17:00 | meeting at 17:30
      Where does the bus from Oslo stop? | Where does the bus to Oslo stop?
      Is my card blocked? | Is my card working?
      Why is my screen on? | Why is my screen off?
      Is wifi in the room? | Is wifi out of the room?
      Cancel order 55 | Cancel order 56
      How do I log in? | How do I log out?
      How do I sign up? | How do I sign in?
      How do I check in? | How do I check out?
      How do I set up a pin? | How do I set up a password?
      What is the weather like in May? | What is the weather like in March?
      How do I add a driver to my policy? | How do I add a driver to my spouse's policy?
      Can my wife use my card? | Can I use my card?
      Can I use my wife's card? | Can my wife use my card?
      Is my son covered? | Is my daughter covered?
      Am I covered? | Is my son covered?
      Can children take this? | Can adults take this?
      Which doctor sees me? | Which doctor do I see?
      Do employees pay tax? | Do employers pay tax?
      What does the trainer say? | What does the trainee say?
      What is the income tax? | What is the income?
      How do I renew my passport online? | How do I renew my passport?
      How do I renew my passport early? | How do I renew my passport?
      How do I pay quickly? | How do I pay?
      Can I get it immediately? | Can I get it?
      How soon can I fly? | Can I fly soon?
      Is it usually free? | Is it always free?
      Is it really free? | Is it never free?
      Will I possibly die? | Will I die?
      Can I take two tablets? | Can I take tablets twice?
      half the dose | double the dose
      one tablet a day | two tablets a day
      first dose | second dose
      second dose | third dose
      Is hypertension hereditary? | Is hypotension hereditary?
      What is hyperthyroidism? | What is hypothyroidism?
      prednisone dose | prednisolone dose
      What is ureter? | What is urethra?
      What is perineal pain? | What is peroneal pain?
      ileum pain | ilium pain
      mucus | mucous
      Is dysphagia common? | Is dysphasia common?
      hydroxyzine side effects | hydralazine side effects
      celebrex cost | celexa cost
      What is a principal? | What is a principle?
      interstate transport | intrastate transport
      precision formula | prevision formula
      cordial greeting | cordual greeting
      monthly fee | annual fee
      monthly fee | fee
      daily limit | limit
      weekly pay | monthly pay
    `),
  )('tells apart: %s / %s', (a, b) => {
    expect(guards.check(a, b).pass).toBe(false);
  });

  it.each(
    pairsOf(`
      How do I reset my password? | What are the steps to reset my password?
      Do you ship to Canada? | Is shipping to Canada available?
      How long does delivery take? | What is the delivery time?
      How much does shipping cost? | What are the shipping costs?
      Can I change my delivery address? | Is it possible to change the delivery address?
      How do I activate my SIM card? | What do I need to do to activate my SIM card?
      Why is my internet slow? | What is the reason my internet is slow?
      How do I install numpy? | Steps to install numpy
      How do I reverse a string in Python? | python reverse a string
      How do I undo the last commit in git? | git undo last commit
      What is the difference between let and var? | let vs var difference
      What are the side effects of metformin? | Which side effects does metformin have?
      Is diabetes hereditary? | Is diabetes inherited?
      How many vacation days do I get? | How many days of vacation do I have?
      How do I request parental leave? | What is the process for requesting parental leave?
      Who do I contact about payroll errors? | Whom should I contact about payroll errors?
      Is there a fee for ATM withdrawals? | Are there fees for ATM withdrawals?
      Is there a fee for ATM withdrawals? | Do you charge for ATM withdrawals?
      What is the daily ATM limit? | What's the limit per day at the ATM?
      Where can I find my account number? | How do I find my account number?
      What documents are needed for a mortgage? | Which documents do I need for a mortgage?
      My card was stolen, what should I do? | What should I do if my card was stolen?
      How do I close a savings account? | What's the procedure to close a savings account?
      Are deposits insured? | Is there insurance on deposits?
      Can I get a loan with bad credit? | Is it possible to get a loan with bad credit?
      What's the exchange rate for dollars to euros? | What is the dollar to euro exchange rate?
      How do I enable two-factor authentication? | How do I turn on 2FA?
      What happens if I miss a payment? | What happens when I miss a payment?
      How can I lower my blood pressure? | How do I reduce my blood pressure?
      Do premium members get free returns? | Are returns free for premium members?
      Does the warranty cover water damage? | Is water damage covered by the warranty?
      Show the invoices for March | List the invoices from March
      Pull up the invoice INV-22 | Show invoice INV-22
      What's the status of ticket T-81? | Status of ticket T-81?
      When does policy PL-7 expire? | What's the expiry date of policy PL-7?
      How do I export a report as PDF? | How can I export reports to PDF?
    `),
  )('lets pass: %s / %s', (a, b) => {
    expect(guards.check(a, b)).toEqual({ pass: true });
  });
});

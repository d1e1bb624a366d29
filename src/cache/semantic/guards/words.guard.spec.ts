import { describeGuard, framed, pairsOf } from '../../../../test/support/guard-cases.js';
import { wordsGuard } from './words.guard.js';

describeGuard(wordsGuard, {
  differ: [
    ...framed(
      `
      how do i renew a {} online
      what is the fee for a {} abroad
      is a {} taxed
      best {} for students
      `,
      `
      passport | licence
      loan | mortgage
      visa | permit
      phone | laptop
      scarf | helmet
      credit card | gift card
      savings account | checking account
      gold card | platinum card
      car insurance | travel insurance
      pension | bonus
      prepaid plan | family plan
      knee brace | elbow brace
      router | modem
      tablet | syrup
      `,
    ),
    ...pairsOf(`
      can i feed my rabbit rice | can i feed my parrot rice
      i hurt my wrist, may i swim | i hurt my ankle, may i swim
      python csv reader example | python csv writer example
      how do i store api keys | how do i rotate api keys
      what is the population of peru | what is the area of peru
      side effects of ibuprofen | side effects of naproxen
      who approves travel requests | who approves training requests
    `),
  ],
  pass: pairsOf(`
    how do i purchase a ticket | how do i buy a ticket
    how do i fix a leak | how do i repair a leak
    is my parcel delayed | is my package delayed
    what movies are on | what films are on
    what is the cost of a room | what is the price of a room
    who is my physician | who is my doctor
    python dictionary exmaple | python dictionary example
    how do i reset my pasword | how do i reset my password
    what is the definition of inflation | what does inflation mean
    organise a meeting in outlook | organize a meeting in outlook
    tips for job interviews | advice for job interviews
    how do i set up a data base | how do i setup a database
    how are claims approved | how does the approval of claims work
    how do I sign in | how do i log in
    whta is an annuity | what is an annuity
    what is a nanuity | what is an annuity
  `),
});

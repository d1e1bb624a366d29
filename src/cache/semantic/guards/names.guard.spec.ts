import { describeGuard, framed, pairsOf } from '../../../../test/support/guard-cases.js';
import { namesGuard } from './names.guard.js';

describeGuard(namesGuard, {
  differ: framed(
    `
    Where does {} live?
    How do I contact {} by post?
    Is there a report about {} this year?
    What did {} publish?
    `,
    `
    Maria Lopez | Maria Gomez
    Tom Reed | Tim Reed
    Anna Smith | Smith
    Berlin | Munich
    Acme Bank | Apex Bank
    Oslo | Lima
    Kubernetes | Terraform
    Boeing | Airbus
    Dr House | Dr Mouse
    Peter | Petra
    South Korea | North Korea
    Mario Rossi | Maria Rossi
    Toyota | Honda
    Python | Ruby
    Sweden | Switzerland
    Jon Snow | John Snow
    Amazon | Alibaba
    `,
  ),
  pass: pairsOf(`
    Where does Maria Lopez live? | where does maria lopez live
    How do I travel to the United States? | How do I travel to the US?
    How do I travel to the UK? | How do I travel to the United Kingdom?
    Where is New York City? | Where is NYC?
    What is the phone number of customer Maria Lopez? | What is the phone number of Maria Lopez?
    Is COVID-19 contagious? | Is covid contagious?
    What is a Request For Proposal? | What is a RFP?
  `),
});

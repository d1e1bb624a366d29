import type { SeedClient } from '../seed.types.js';

/** All persons and notes are invented. */
export const psychotherapyAdultClients: readonly SeedClient[] = [
  {
    id: 'c2000000-0000-4000-8000-000000000001',
    name: 'Daniel Kerr',
    dateOfBirth: '1985-01-22',
    notes: [
      {
        date: '2026-01-12',
        subjective:
          'Panic attacks since October, first in the underground. Two or three a week with racing heart and fear of dying. Avoids trains and lifts. Heart checked by a cardiologist in November, healthy.',
        objective:
          'Tense, sits near the door. PDSS 17, PHQ-9 8. No thoughts of suicide. Caffeine about six cups a day.',
        assessment: 'Panic disorder with beginning agoraphobia. Caffeine makes it worse.',
        plan: 'Explain the panic circle. Panic diary. Reduce coffee to two cups by 26 January. Weekly sessions.',
      },
      {
        date: '2026-02-02',
        subjective:
          'One attack this week, in the supermarket, stayed until it was over. Coffee down to two cups. GP offered sertraline, he wants to try without.',
        objective:
          'PDSS 13. Hyperventilation test for 60 seconds brought on the known sensations, fear 70 falling to 30 within four minutes.',
        assessment: 'Understands the circle; ready for exposure to bodily sensations.',
        plan: 'Interoceptive exposure daily: spinning on a chair 1 minute, breathing through a straw 2 minutes. Lift to the third floor with company.',
      },
      {
        date: '2026-03-09',
        subjective:
          'Takes the lift alone. Rode the underground two stops on 5 March, fear 60. No full attack for three weeks. Argument with his partner about holidays by plane.',
        objective: 'PDSS 8, PHQ-9 5. More open, laughs about the first weeks.',
        assessment:
          'Marked improvement. Safety behaviour left: carries a water bottle and a beta blocker he never took.',
        plan: 'Underground every working day without the water bottle. Hand the propranolol 10 mg back to the pharmacy. Plan for the flight in May.',
      },
      {
        date: '2026-05-11',
        subjective:
          'Flew to Lisbon on 2 May, fear 50 at take-off, then fell asleep. No attacks since February.',
        objective: 'PDSS 3, PHQ-9 3.',
        assessment: 'Remission of panic disorder.',
        plan: 'Relapse plan written together. Booster session on 10 August, then end of therapy.',
      },
    ],
  },
  {
    id: 'c2000000-0000-4000-8000-000000000002',
    name: 'Amina Yusuf',
    dateOfBirth: '1990-10-05',
    notes: [
      {
        date: '2026-01-15',
        subjective:
          'Low since the birth of her second son in September. Cries daily, sleeps four hours, feels she fails as a mother. Appetite poor, lost 5 kg. Still breastfeeding.',
        objective:
          'Slowed, little eye contact. EPDS 19, PHQ-9 18. Passing thoughts that the family would be better off without her, no plan, no intent.',
        assessment:
          'Moderate to severe postnatal depression. Risk low to moderate at present, protected by her bond with the children.',
        plan: 'Safety plan written, husband informed with her consent. Psychiatrist on 19 January about medication. Two sessions a week.',
      },
      {
        date: '2026-02-05',
        subjective:
          'Started sertraline 50 mg on 20 January. Nausea in the first week, gone. Sister stays for a month and takes the night bottle twice a week. Sleeps six hours.',
        objective: 'PHQ-9 13, EPDS 14. No thoughts of death since 28 January. Speaks more freely.',
        assessment: 'Beginning response. Guilt is the strongest theme.',
        plan: 'Activity plan: walk with the pram daily, call one friend. Thought record on guilt. Weekly sessions from now.',
      },
      {
        date: '2026-03-19',
        subjective:
          'Laughed with the baby and noticed it. Sertraline raised to 75 mg on 2 March by the psychiatrist. Went to the mother and baby group twice.',
        objective: 'PHQ-9 8, EPDS 9. Weight up by 2 kg.',
        assessment: 'Good response to combined treatment. Perfectionism keeps the guilt going.',
        plan: 'Experiment: leave the kitchen untidy on two evenings. Session with the husband on 2 April.',
      },
      {
        date: '2026-05-07',
        subjective:
          'Plans to go back to work on 1 September, three days a week. Worried about a relapse when she stops breastfeeding.',
        objective: 'PHQ-9 4, EPDS 5. Sleep seven hours.',
        assessment: 'In remission; treatment to be continued to prevent relapse.',
        plan: 'Sertraline 75 mg to stay until at least November, decided with the psychiatrist. Sessions every third week. List of early signs on the fridge.',
      },
    ],
  },
  {
    id: 'c2000000-0000-4000-8000-000000000003',
    name: 'Pavel Novotny',
    dateOfBirth: '1973-06-14',
    notes: [
      {
        date: '2026-02-04',
        subjective:
          'Train driver. A person died under his train on 12 November. Sees the face every night, wakes at three. Startles at brakes. On sick leave since.',
        objective:
          'PCL-5 52. Trembles when telling. Drinks three beers every evening to sleep. No thoughts of suicide.',
        assessment: 'Post-traumatic stress disorder. Alcohol used as a sleeping aid.',
        plan: 'Stabilisation: grounding by five senses, sleep at fixed times. Beer down to one by the end of February. Begin trauma-focused therapy in March.',
      },
      {
        date: '2026-03-11',
        subjective:
          'One beer at weekends only. Nightmares four nights a week. Prazosin 2 mg at night from his GP since 1 March.',
        objective: 'PCL-5 44. First EMDR session on the moment of braking, distress from 9 to 5.',
        assessment: 'Stable enough for trauma work, tolerates it well.',
        plan: 'EMDR weekly. After sessions no driving for two hours. Walk with the dog each evening.',
      },
      {
        date: '2026-04-15',
        subjective:
          'Nightmares once a week. Stood on a platform with a colleague for ten minutes. Guilt less: "I could not have stopped".',
        objective: 'PCL-5 27. Distress for the braking moment 1, for the face 4.',
        assessment: 'Strong reduction of intrusions. Return to work can be planned.',
        plan: 'Two more EMDR sessions on the face. Ride along in the cab on 6 May with the instructor. Prazosin unchanged.',
      },
      {
        date: '2026-06-03',
        subjective:
          'Drove the simulator for an hour on 27 May. Slept through all nights but one. Prazosin stopped on 20 May.',
        objective: 'PCL-5 14. Calm when telling the event.',
        assessment: 'No longer fulfils criteria of PTSD.',
        plan: 'Gradual return to work from 15 June, freight line first. Sessions monthly until September.',
      },
    ],
  },
];

import type { SeedClient } from '../seed.types.js';

/** All persons and notes are invented. */
export const psychotherapyYoungClients: readonly SeedClient[] = [
  {
    id: 'c2000000-0000-4000-8000-000000000004',
    name: 'Charlotte Beaumont',
    dateOfBirth: '2004-03-29',
    notes: [
      {
        date: '2026-01-21',
        subjective:
          'Eats once a day, has avoided meals with others since summer. Weighs herself five times a day. Last period in October. Studies chemistry, marks very good.',
        objective:
          'Height 168 cm, weight 48.2 kg, BMI 17.1. Pulse 52. EDE-Q 4.3. Potassium normal in blood test of 14 January.',
        assessment:
          'Anorexia nervosa, restrictive type, mild by BMI. Outpatient treatment is justifiable while weight does not fall below 47 kg.',
        plan: 'Weighing here only, every Wednesday. Three meals and two snacks by plan. Contract: under 47 kg admission. GP checks pulse and electrolytes every two weeks.',
      },
      {
        date: '2026-02-18',
        subjective:
          'Keeps to three meals, the snacks only on good days. Gave the scales to her flatmate. Quarrels with the mother on the telephone about food.',
        objective: 'Weight 49.0 kg. Pulse 56. EDE-Q 3.8.',
        assessment: 'Slow gain, ambivalent. The mother is drawn into control.',
        plan: 'Family session on 4 March. One feared food a week, beginning with bread with butter. Goal 300 g a week.',
      },
      {
        date: '2026-03-25',
        subjective:
          'Ate pizza with her course. Felt guilty for a day and did not make up for it. Mother no longer asks about weight.',
        objective: 'Weight 50.6 kg, BMI 17.9. Pulse 60. EDE-Q 3.0.',
        assessment: 'Turning point; motivation carried by friendships.',
        plan: 'Body image work with a mirror. Sport: yoga once a week allowed, no running. Blood test monthly.',
      },
      {
        date: '2026-05-13',
        subjective: 'Period came back on 30 April. Exams in June make old thoughts louder.',
        objective: 'Weight 52.4 kg, BMI 18.6. Pulse 64. EDE-Q 2.2.',
        assessment: 'Weight in the normal range. Vulnerable under exam stress.',
        plan: 'Written plan for exam weeks with fixed meal times. Sessions stay weekly until 10 July.',
      },
    ],
  },
  {
    id: 'c2000000-0000-4000-8000-000000000005',
    name: 'Jonas Reuter',
    dateOfBirth: '2001-08-11',
    notes: [
      {
        date: '2026-02-10',
        subjective:
          'Washes his hands about 40 times a day for fear of infecting his grandmother. Showers last 70 minutes. Late at work three times in January.',
        objective: 'Hands cracked. Y-BOCS 27. PHQ-9 11.',
        assessment:
          'Obsessive-compulsive disorder, severe, with contamination fears. Secondary depressive mood.',
        plan: 'Exposure with response prevention, hierarchy of 14 steps drawn up. Parents asked not to reassure. Dermatology for the hands.',
      },
      {
        date: '2026-03-10',
        subjective:
          'Touches door handles and waits 90 minutes before washing. Showers 35 minutes. Fluoxetine 20 mg since 16 February from the psychiatrist, a little restless.',
        objective: 'Y-BOCS 21. Exposure in session: rubbish bin lid, tension from 80 to 25 in 40 minutes.',
        assessment: 'Habituates well. Reassurance by the mother still goes on by text message.',
        plan: 'Steps 6 to 8: tram pole, public toilet door, visiting grandmother after the tram. Text messages to the mother at most one a day.',
      },
      {
        date: '2026-04-21',
        subjective:
          'Visited his grandmother four times, once with a cup of tea from her kitchen. Fluoxetine 40 mg since 20 March.',
        objective: 'Y-BOCS 14. PHQ-9 6. Hands healed.',
        assessment: 'Response of almost 50 percent.',
        plan: 'Steps 9 to 12. Shower timer 12 minutes. Sessions every second week from May.',
      },
      {
        date: '2026-06-09',
        subjective:
          'Washes hands about eight times a day. Punctual at work since April. Used a motorway toilet on the way to the sea.',
        objective: 'Y-BOCS 9. PHQ-9 4. Shower 11 minutes.',
        assessment: 'Mild residual symptoms.',
        plan: 'Steps 13 and 14 by himself. Fluoxetine 40 mg for at least one year. Next session on 14 July.',
      },
    ],
  },
];

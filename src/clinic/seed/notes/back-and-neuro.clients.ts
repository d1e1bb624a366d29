import type { SeedClient } from '../seed.types.js';

/** All persons and notes are invented. */
export const backAndNeuroClients: readonly SeedClient[] = [
  {
    id: 'c1000000-0000-4000-8000-000000000004',
    name: 'Henrik Aalto',
    dateOfBirth: '1978-02-19',
    notes: [
      {
        date: '2026-02-03',
        subjective:
          'Low back pain with pain down the left leg to the little toe for three weeks, after lifting a washing machine. Sitting longer than 15 minutes is 8/10. Takes naproxen 500 mg twice a day.',
        objective:
          'Straight leg raise left positive at 35 degrees. Achilles reflex on the left weaker. Toe walking on the left fails after 5 steps. No saddle numbness, bladder normal.',
        assessment: 'Radiculopathy S1 on the left, probably disc prolapse. No red flags today.',
        plan: 'Prone press-ups ten times every two hours, walk 10 minutes four times a day. Told to go to hospital at once with numbness of the saddle area or loss of bladder control.',
      },
      {
        date: '2026-02-17',
        subjective:
          'Leg pain has drawn back to the buttock, 4/10. Sits 40 minutes. MRI on 11 February: left prolapse L5/S1 of 7 mm.',
        objective: 'Straight leg raise left 55 degrees. Toe walking 15 steps. Reflex unchanged.',
        assessment: 'Centralising, good prognosis without surgery.',
        plan: 'Continue press-ups, add bird dog and hip hinge training with a stick. Naproxen down to 250 mg twice daily in agreement with the GP.',
      },
      {
        date: '2026-03-17',
        subjective:
          'No leg pain for two weeks. Back stiff in the morning for 20 minutes. Off naproxen since 8 March.',
        objective:
          'Straight leg raise 75 degrees both sides. Achilles reflex still a little weaker on the left. 25 single heel raises right, 18 left.',
        assessment: 'Strength of the calf returns. Fear of bending is now the main hindrance.',
        plan: 'Deadlift with 20 kg kettlebell 3 sets of 8, heel raises daily. Back to work half time from 23 March, no lifting above 10 kg.',
      },
      {
        date: '2026-04-21',
        subjective:
          'Works full time since 13 April. Lifts boxes of 15 kg without thinking about it. Pain 0 to 1/10.',
        objective: '24 single heel raises left. Deadlift 40 kg in good form. Reflexes equal.',
        assessment: 'Recovered; residual risk is in long car journeys.',
        plan: 'Home programme twice a week. Break every 60 minutes while driving. Discharge.',
      },
    ],
  },
  {
    id: 'c1000000-0000-4000-8000-000000000005',
    name: 'Rosa Ferreira',
    dateOfBirth: '1951-09-25',
    notes: [
      {
        date: '2026-01-20',
        subjective:
          'Stroke on 3 December with weakness of the right arm and leg. Home since 15 January. Fell once in the bathroom without injury. Husband helps with dressing.',
        objective:
          'Berg balance scale 34 of 56. Walks 10 m in 21 seconds with a four-point cane. Right grip 6 kg, left 22 kg. Blood pressure 148/86.',
        assessment:
          'Right hemiparesis after ischaemic stroke, high risk of falls, motivated, good support at home.',
        plan: 'Three visits a week. Sit to stand 5 sets of 5, weight shifting to the right, task practice with cup and towel. Grab rails in the bathroom ordered.',
      },
      {
        date: '2026-02-24',
        subjective:
          'No fall since rails were fitted on 2 February. Makes tea alone. Tired after lunch. Takes clopidogrel 75 mg and amlodipine 5 mg.',
        objective:
          'Berg 41 of 56. 10 m in 15 seconds with a single cane. Grip right 9 kg. Blood pressure 136/82.',
        assessment: 'Clear gain in balance and gait speed. Hand function slower.',
        plan: 'Treadmill with harness 12 minutes at 1.8 km/h. Hand practice 2 times 20 minutes daily with pegs. Stairs with the husband on the right side.',
      },
      {
        date: '2026-04-07',
        subjective:
          'Goes to the market with her husband, 600 m. Fear of falling 4 of 10, was 8. Right shoulder aches at night.',
        objective:
          'Berg 47 of 56. 10 m in 12 seconds. Right shoulder subluxed by one finger, pain 4/10 on abduction above 80 degrees.',
        assessment: 'Falls risk now moderate. Shoulder pain from weak support of the joint.',
        plan: 'Shoulder support when walking, no pulling on the arm, electrical stimulation of the deltoid 20 minutes five times a week. Two visits a week.',
      },
      {
        date: '2026-05-19',
        subjective:
          'Shoulder pain down to 1/10. Buttons her blouse in two minutes. Wants to write birthday cards again.',
        objective: 'Berg 50 of 56. Grip right 14 kg. Nine hole peg test 58 seconds on the right.',
        assessment: 'Independent indoors. Fine motor function is the remaining goal.',
        plan: 'Writing practice 15 minutes daily with a thick pen. Falls group on Thursdays. Review on 30 June.',
      },
    ],
  },
  {
    id: 'c1000000-0000-4000-8000-000000000006',
    name: 'Leon Achterberg',
    dateOfBirth: '2009-05-17',
    notes: [
      {
        date: '2026-03-10',
        subjective:
          'Turned the left ankle at football on 7 March. Heard a snap. Could take four steps. Mother is worried about a fracture.',
        objective:
          'Swelling over the outer left ankle, girth 27 cm against 24 cm. Tender over the ATFL, not over the bone. Anterior drawer slightly increased. Ottawa rules negative.',
        assessment: 'Sprain grade II of the left outer ankle ligaments. No X-ray needed.',
        plan: 'Ankle brace for six weeks, weight as pain allows, ankle circles and towel curls. Cool 10 minutes after activity.',
      },
      {
        date: '2026-03-31',
        subjective: 'Walks without pain, jogging 2/10. Forgets the brace at school.',
        objective:
          'Girth 24.5 cm. Dorsiflexion knee to wall 8 cm left, 11 cm right. Balance on one leg 18 seconds with eyes closed on the right, 7 on the left.',
        assessment: 'Healing well, proprioception poor.',
        plan: 'Wobble board 5 minutes daily, calf stretch, brace in school sports too. No football matches before 20 April.',
      },
      {
        date: '2026-04-28',
        subjective:
          'Played 30 minutes on 25 April with tape, no pain. Is asked to play the tournament on 9 May.',
        objective:
          'Knee to wall 11 cm both sides. Side hop test 95 percent of the right. Balance 16 seconds on the left with eyes closed.',
        assessment: 'Ready for full play with a brace or tape until the season ends.',
        plan: 'Tournament allowed. Warm-up programme for ankles twice a week until August. Discharge.',
      },
    ],
  },
  {
    id: 'c1000000-0000-4000-8000-000000000007',
    name: 'Greta Sommerfeld',
    dateOfBirth: '1963-12-02',
    notes: [
      {
        date: '2026-02-12',
        subjective:
          'Headaches from the neck three to four days a week for a year, right side, begin after computer work. Takes sumatriptan 50 mg about twice a month, it helps little.',
        objective:
          'Rotation right 45 degrees, left 70 degrees. Flexion-rotation test right positive at 22 degrees. Deep neck flexors hold 12 seconds.',
        assessment: 'Cervicogenic headache from C1/C2 on the right; migraine unlikely to be the main cause.',
        plan: 'Mobilisation of C1/C2, self-SNAG with a towel twice daily, chin nods 10 times 10 seconds. Headache diary.',
      },
      {
        date: '2026-03-12',
        subjective:
          'Headache on five days in the last four weeks. No sumatriptan since 20 February. New screen height at work.',
        objective:
          'Rotation right 62 degrees. Flexion-rotation test right 36 degrees. Deep neck flexors 24 seconds.',
        assessment: 'Good response. Endurance still below the norm of 38 seconds.',
        plan: 'Shoulder blade training with a band 3 times a week. Break from the screen every 45 minutes. Next visit in four weeks.',
      },
      {
        date: '2026-04-16',
        subjective:
          'Two mild headaches in five weeks, both after long drives. Sleeps well on a lower pillow.',
        objective: 'Rotation 70 degrees on both sides. Deep neck flexors 39 seconds.',
        assessment: 'Goals reached.',
        plan: 'Exercises twice a week for three months. Discharge, control by telephone on 16 July.',
      },
    ],
  },
];

import type { SeedClient } from '../seed.types.js';

/** All persons and notes are invented. */
export const kneeAndShoulderClients: readonly SeedClient[] = [
  {
    id: 'c1000000-0000-4000-8000-000000000001',
    name: 'Maya Lindqvist',
    dateOfBirth: '1987-04-12',
    notes: [
      {
        date: '2026-02-09',
        subjective:
          'Fell while skiing on 24 January and twisted the right knee. ACL reconstruction with hamstring graft on 2 February. Pain 6/10 at night, 3/10 at rest. Takes ibuprofen 400 mg three times a day.',
        objective:
          'Right knee swollen, girth at mid-patella 41 cm against 38 cm on the left. Passive flexion 70 degrees, extension lacks 8 degrees. Quadriceps contract weakly. Walks with two crutches.',
        assessment:
          'Day 7 after ACL reconstruction, course as expected. Loss of extension is the main concern. No sign of thrombosis or infection.',
        plan: 'Heel props ten minutes five times a day, quadriceps sets, ice after exercise. Full weight with two crutches as pain allows. Review in one week.',
      },
      {
        date: '2026-02-23',
        subjective:
          'Sleeps through the night. Pain 3/10 after exercise. Reduced ibuprofen to 400 mg once a day because of heartburn.',
        objective:
          'Swelling down, girth 39.5 cm. Flexion 95 degrees, extension lacks 3 degrees. Straight leg raise without lag, ten repetitions. One crutch outdoors.',
        assessment:
          'Three weeks after surgery, extension nearly regained. Quadriceps activation good enough to leave the crutch.',
        plan: 'Start stationary bicycle without resistance for ten minutes daily. Stop ibuprofen and use paracetamol 500 mg if needed. Goal: full extension in ten days.',
      },
      {
        date: '2026-03-23',
        subjective:
          'Back at her desk for half days. Stairs go well, going down feels unsafe. Pain 1/10. No painkillers for a week.',
        objective:
          'Full extension, flexion 125 degrees. Single leg squat to 45 degrees with the knee falling inwards. Hop test not done yet.',
        assessment: 'Seven weeks after surgery. Range of motion good; hip abductors are the weak link.',
        plan: 'Leg press 3 sets of 12 at 40 kg, side steps with a band, step-downs from 15 cm before a mirror. No running before week 12.',
      },
      {
        date: '2026-05-04',
        subjective:
          'Cycled 20 km without complaint. Wants to know when she may run. A little stiff in the morning.',
        objective:
          'Flexion 138 degrees, extension full. Isokinetic quadriceps strength 78 percent of the left side. Single leg squat to 60 degrees in good alignment.',
        assessment:
          'Thirteen weeks after surgery, criteria for a running programme are met apart from strength just under 80 percent.',
        plan: 'Run-walk intervals on grass, 1 minute running and 2 minutes walking, eight times, three times a week. Retest strength on 1 June.',
      },
    ],
  },
  {
    id: 'c1000000-0000-4000-8000-000000000002',
    name: 'Tomasz Wierzba',
    dateOfBirth: '1969-11-30',
    notes: [
      {
        date: '2026-01-14',
        subjective:
          'Left shoulder stiff and painful for four months without an injury. Cannot reach the back pocket. Wakes twice a night when lying on it. Type 2 diabetes, takes metformin 1000 mg twice daily.',
        objective:
          'Left shoulder: external rotation 10 degrees, abduction 70 degrees, flexion 95 degrees, passive equals active. Pain 7/10 at end of range.',
        assessment: 'Frozen shoulder, freezing stage, favoured by diabetes. No sign of a rotator cuff tear.',
        plan: 'Gentle pendulum exercises and assisted flexion three times a day below pain 4/10. Letter to the GP about a steroid injection.',
      },
      {
        date: '2026-02-18',
        subjective:
          'Injection with triamcinolone 40 mg on 29 January. Night pain much better, sleeps on the back. Blood sugar was up for five days.',
        objective:
          'External rotation 20 degrees, abduction 85 degrees, flexion 110 degrees. Pain 4/10 at end of range.',
        assessment: 'Passing into the frozen stage with less pain. Good moment to begin with stretching.',
        plan: 'Sleeper stretch and door frame stretch 3 times 30 seconds twice daily. Joint mobilisation grade III weekly.',
      },
      {
        date: '2026-04-01',
        subjective:
          'Can put on a jacket alone again. Pain 2/10 on reaching overhead. Works in the garden with the right arm mostly.',
        objective:
          'External rotation 40 degrees, abduction 120 degrees, flexion 140 degrees. Scapula still hitches.',
        assessment: 'Thawing stage, faster than usual. Movement control of the scapula lags behind.',
        plan: 'Wall slides with a band, rowing with a yellow band 3 sets of 15. Treatment every second week.',
      },
      {
        date: '2026-05-20',
        subjective: 'Reaches the top shelf. No night pain for six weeks. Would like to swim again.',
        objective: 'External rotation 55 degrees, flexion 160 degrees. Strength in external rotation 4+/5.',
        assessment: 'Function nearly restored; external rotation is 15 degrees short of the right side.',
        plan: 'Breaststroke twice a week for 20 minutes, no crawl yet. Discharge planned for 1 July if external rotation reaches 60 degrees.',
      },
    ],
  },
  {
    id: 'c1000000-0000-4000-8000-000000000003',
    name: 'Ifeoma Okafor',
    dateOfBirth: '1994-07-08',
    notes: [
      {
        date: '2026-03-03',
        subjective:
          'Pain in front of both knees when running, worse on the right, for eight weeks. Raised her distance from 25 to 45 km a week for a marathon.',
        objective:
          'Right patella tender at the lower pole. Step-down test provokes 5/10 on the right and 2/10 on the left. Cadence 158 steps a minute.',
        assessment: 'Patellofemoral pain on both sides from overload. No swelling, no instability.',
        plan: 'Cut running to 20 km a week on flat ground. Raise cadence to 170 with a metronome. Hip and quadriceps strengthening three times a week.',
      },
      {
        date: '2026-03-24',
        subjective:
          'Left knee free of pain. Right 3/10 after 6 km. The metronome helps. Missed two strength sessions because of travel.',
        objective:
          'Step-down 2/10 on the right. Cadence 168. Hip abduction strength right 31 kg, left 35 kg.',
        assessment: 'Responds to load management. Strength difference of 11 percent remains.',
        plan: 'Add 10 percent distance a week. Bulgarian split squats 3 sets of 8 with 6 kg. Tape during long runs if needed.',
      },
      {
        date: '2026-04-28',
        subjective: 'Ran 16 km without pain. Slight ache of 1/10 in the right knee the morning after.',
        objective: 'Step-down free of pain. Hip abduction 36 kg on both sides. Cadence 172.',
        assessment: 'Goals reached. Low risk of relapse if the distance rises slowly.',
        plan: 'Marathon on 14 June is realistic; longest run 30 km three weeks before. Last visit on 2 June.',
      },
      {
        date: '2026-06-02',
        subjective: 'Did the 30 km run on 24 May with no complaint. Nervous about the race.',
        objective: 'Both knees calm, full range. Single leg squat 60 degrees without pain.',
        assessment: 'Fit for the marathon.',
        plan: 'Taper two weeks. Stop during the race if pain passes 4/10. Discharged, may call again.',
      },
    ],
  },
];

// An invented desk.

import type { DirectorsDesk, DoctorRow, RosterRow } from '../../src/core/director_messages.ts';

export function aSupporter(number: number, changes: Partial<RosterRow> = {}): RosterRow {
  return {
    number,
    name: `Supporter ${number}`,
    email: `s${number}@example.org`,
    supervisor: 'educational',
    supervisorName: `Dr Over ${number}`,
    supervisorEmail: `over${number}@example.org`,
    discussed: true,
    matchedOn: [],
    module: 'done',
    grade: 'F2',
    places: 2,
    told: '2027-08-01',
    closes: '2027-08-15',
    confirmed: false,
    state: 'eligible',
    doctors: 0,
    claim: null,
    here: true,
    ...changes,
  };
}

export function aDoctor(number: number, changes: Partial<DoctorRow> = {}): DoctorRow {
  return {
    number,
    name: `Doctor ${number}`,
    email: `d${number}@example.org`,
    grade: 'F1',
    standing: 'in',
    supporter: null,
    since: null,
    outcome: 'not-yet',
    met: [],
    unmet: [],
    later: [],
    here: true,
    ...changes,
  };
}

export function aDesk(supporters: RosterRow[], doctors: DoctorRow[]): DirectorsDesk {
  return {
    origin: 'sotto.example/near-peer',
    title: 'Near-peer support (example)',
    key: '00'.repeat(32),
    today: '2027-09-01',
    cycle: '2027-08-04',
    cycles: ['2027-08-04', '2027-12-01'],
    grades: ['F1', 'F2', 'Specialty doctor'],
    cap: 2,
    objectionDays: 14,
    introductionDays: 10,
    supporters,
    doctors,
    notes: [],
    parts: 4,
    partsOf: 4,
    without: doctors.filter((each) => each.supporter === null).map(({ number }) => number),
  };
}

// A near-peer scheme: its lines of the policy, and how somebody becomes its programme director.

const rules = ({ desk_parts, objection_days }) => `[near_peer]
director = 1
grades = ["F1", "F2", "Specialty doctor"]
cap = 2
objection_days = ${objection_days}
introduction_days = 14
feedback_weeks = 13
reminder_weeks = 17
desk_parts = ${desk_parts}
cycles = [2026-08-05, 2036-08-06]

[texts]`;

// As `changes` of Scheme.found.
export const nearPeer = ({ desk_parts = 4, objection_days = 14 } = {}) => ({
  'title = "Listen to Connect (demonstration)"':
    'title = "Near-peer support (example)"\nprofile = "near-peer"\nconcern_quorum = 1',
  '[texts]': rules({ desk_parts, objection_days }),
});

// Both leads sign the only proposal there is, after the six words.
export async function appoint(scheme, sixWords, address) {
  for (const lead of ['lead-1', 'lead-2']) {
    const key = ['--key', scheme.key(lead)];
    const { proposals } = await scheme.sotto(lead, ['lead', 'proposals', ...key], { address });
    const sign = ['lead', 'sign', proposals[0].id, ...key];
    await scheme.sotto(lead, sign, { input: `${sixWords}\n`, address });
  }
}

#include "client/allocate/desk.h"

#include "client/allocate/allocate.h"
#include "crypto/base/panic.h"

namespace sotto::allocate {

void allocate_desk(client::Desk& desk, std::uint64_t seed, protocol::Date today) {
  const client::MatchInput input = desk.matching(today);
  std::vector<Doctor> doctors;
  for (const client::MatchDoctor& each : input.doctors) {
    doctors.push_back({each.grade, each.wanted, each.current, each.never});
  }
  std::vector<Supporter> supporters;
  for (const client::MatchSupporter& each : input.supporters) {
    supporters.push_back({each.grade, each.places, each.declared});
  }
  const auto pairs = allocate(doctors, supporters, seed);
  if (!pairs) panic("allocate: a desk gave what cannot be allocated");
  std::vector<client::MatchResult> results;
  for (const Pair& pair : *pairs) {
    results.push_back({static_cast<client::MatchOutcome>(pair.outcome), pair.supporter});
  }
  if (!desk.take(input, results, today)) panic("allocate: a result that breaks a rule of the desk");
}

}  // namespace sotto::allocate

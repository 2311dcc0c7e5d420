#pragma once
// An invented near-peer scheme and people for a director's desk.

#include <cstdlib>

#include "client/core/near_peer/desk.h"
#include "crypto/protocol/policy.h"

namespace sotto::testing {

inline const protocol::Date kSampleToday = *protocol::parse_date("2027-09-01");

inline protocol::NearPeer sample_near_peer() {
  protocol::NearPeer out;
  out.grades = {"F1", "F2", "Specialty doctor"};
  out.cycles = {*protocol::parse_date("2027-08-04"), *protocol::parse_date("2028-08-02")};
  return out;
}

inline protocol::Policy sample_scheme() {
  protocol::Policy out;
  out.origin = "sotto.example/near-peer";
  out.title = "Near-peer";
  out.time_zone = "Europe/London";
  out.publish_every = 1;
  out.means = {protocol::Means::kInService};
  out.near_peer = sample_near_peer();
  return out;
}

inline client::Application sample_application(const std::string& name,
                                              std::vector<std::string> matched_on = {}) {
  return {.name = name,
          .email = client::folded(name) + "@example.org",
          .supervisor = client::Supervisor::kEducational,
          .supervisor_name = "Dr Sample",
          .supervisor_email = "sample@example.org",
          .declaration = client::Declaration::kDiscussed,
          .matched_on = std::move(matched_on)};
}

inline client::DoctorRow sample_doctor(const std::string& name,
                                       std::vector<std::string> wishes = {}) {
  client::DoctorRow out;
  out.name = name;
  out.email = client::folded(name) + "@example.org";
  out.wishes = std::move(wishes);
  return out;
}

// Has applied, and is eligible on kSampleToday.
inline void add_eligible(client::Desk& desk, const std::string& name,
                         std::vector<std::string> matched_on = {}) {
  if (!desk.apply(sample_application(name, std::move(matched_on)))) std::abort();
  const std::uint32_t number = desk.supporters().back().number;
  const auto told = desk.told(number, kSampleToday - 30);
  const auto attested = desk.attest(number, desk.policy().cycle(kSampleToday), "F2");
  if (!told || !attested) std::abort();
}

}  // namespace sotto::testing

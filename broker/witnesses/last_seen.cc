#include "broker/witnesses/last_seen.h"

#include <algorithm>

namespace sotto::broker {

std::string about_objection(const std::string& witness, WitnessSays says, std::uint64_t seen,
                            std::uint64_t entries) {
  if (says == WitnessSays::kOtherHistory) {
    return "the witness " + witness + " has seen another log than this one";
  }
  return "the witness " + witness + " has seen " + std::to_string(seen) +
         " entries of the log, and this one has " + std::to_string(entries);
}

std::string unknown_witness(const tlog::WitnessPolicy& policy,
                            const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    const auto found = std::ranges::find(policy.members, name, &tlog::WitnessPolicy::Member::name);
    if (found == policy.members.end() || found->threshold != 0) {
      return "the policy has no witness " + name;
    }
  }
  return {};
}

std::expected<std::uint64_t, std::string> ask_last_seen(const tlog::WitnessPolicy& policy,
                                                        const std::vector<std::string>& without,
                                                        const LogHead& old, std::uint64_t entries,
                                                        const PostTo& post) {
  std::uint64_t most = 0;
  std::vector<tlog::NoteSigner> silent;
  std::string names;
  for (const auto& member : policy.members) {
    if (member.threshold != 0 || std::ranges::find(without, member.name) != without.end()) continue;
    const Asked answer =
        member.url.empty() ? Asked{} : ask_witness(member, old.note, old.leaves, 0, post);
    const bool more = answer.says == WitnessSays::kHasSeenMore;
    if (answer.says == WitnessSays::kOtherHistory || (more && answer.seen > entries)) {
      return std::unexpected(
          about_objection(member.name, answer.says, answer.seen, entries) +
          (more ? ": going on without the rest would be a second log, which every client refuses. "
                  "Find it, in the mirror or with anybody who has fetched /log, and name the "
                  "folder that has it as log with --mirror"
                : ": this is not the backup, or not the mirror, of the scheme that it watches"));
    }
    most = std::max(most, answer.seen);
    if (answer.says == WitnessSays::kCosigned || more) continue;
    silent.push_back({member.key, 1});
    names += (names.empty() ? "" : ", ") + member.name;
  }
  // A client believes what a quorum has cosigned. Whatever that was, one of those who have answered
  // was there, unless those who have not are a quorum by themselves.
  if (!policy.met_by(silent)) return most;
  return std::unexpected(
      "nobody knows yet how far the log had got: these witnesses have not said "
      "what they have seen: " +
      names +
      ". Try again when they answer; for one that is gone for good, or that you "
      "have asked in another way, say --without-witness NAME");
}

}  // namespace sotto::broker

#pragma once
// Whose cosignatures make a checkpoint good enough: a C2SP policy file (c2sp.org/tlog-policy) with
// logs, witnesses, groups and one quorum.

#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/tlog/checkpoint.h"
#include "crypto/tlog/note.h"

namespace sotto::tlog {

struct WitnessPolicy {
  struct Log {
    NoteKey key;
    std::string url;  // empty: none
  };
  // A witness, or a group of `threshold` of its members, which are named before it.
  struct Member {
    std::string name;
    NoteKey key;  // a witness'
    std::string url;
    std::size_t threshold = 0;         // of a group; 0: a witness
    std::vector<std::size_t> members;  // places in `members` above
  };
  std::vector<Log> logs;
  std::vector<Member> members;        // in the order of the file
  std::optional<std::size_t> quorum;  // a place in `members`; none: no cosignature is needed

  // The error is a sentence with the number of the line.
  static std::expected<WitnessPolicy, std::string> parse(std::string_view text);

  // Whether these cosigners are a quorum.
  bool met_by(std::span<const NoteSigner> signers) const;
  std::vector<NoteKey> witness_keys() const;
};

enum class CosignedRefusal { kCheckpoint, kNoQuorum };

// The checkpoint of this log, with a quorum of cosignatures that are not older than `not_before`,
// in seconds since 1970; 0 takes every age. Older cosignatures count for nothing.
std::expected<Checkpoint, CosignedRefusal> open_cosigned(std::string_view note, const NoteKey& log,
                                                         const WitnessPolicy& policy,
                                                         std::uint64_t not_before);

}  // namespace sotto::tlog

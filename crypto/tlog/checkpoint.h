#pragma once
// C2SP checkpoints (c2sp.org/tlog-checkpoint): a log's tree head as a signed note. A log signs
// under its origin, which never changes.

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/tlog/note.h"
#include "crypto/tlog/tree.h"

namespace sotto::tlog {

struct Checkpoint {
  std::string origin;
  TreeHead head;

  // origin \n size in decimal \n base64(root) \n; no extension lines.
  std::string text() const;
  // Extension lines are tolerated and dropped. nullopt for any other form.
  static std::optional<Checkpoint> parse(std::string_view text);

  bool operator==(const Checkpoint&) const = default;
};

// What a note says of a log before anybody has looked who signed it: only to find out which key
// must have. nullopt for what is no checkpoint.
std::optional<Checkpoint> claimed_checkpoint(std::string_view note);

// The signed note. Panics for an origin that is not a key name.
std::string sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key);

enum class CheckpointRefusal {
  kMalformed,  // not a note, or its text is no checkpoint
  kNoKnownSignature,
  kBadSignature,
  kOtherOrigin,  // signed by the log's key, but about another log
};

// The checkpoint of the log that has this key; its origin is the key's name. Lines by other keys
// (witnesses) are ignored.
std::expected<Checkpoint, CheckpointRefusal> open_checkpoint(std::string_view note,
                                                             const NoteKey& log);

}  // namespace sotto::tlog

#pragma once
// A witness (c2sp.org/tlog-witness): remembers of each log the largest tree that it has seen, and
// cosigns a larger one only when the smaller is its beginning. No state, files or network here: the
// request, and the rule.

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/tlog/note.h"
#include "crypto/tlog/tree.h"

namespace sotto::tlog {

// The body of POST add-checkpoint: "old N", a proof, an empty line, the checkpoint.
struct AddCheckpoint {
  TreeSize old_size;
  ConsistencyProof proof;  // at most 63 hashes
  std::string checkpoint;  // the signed note

  std::string text() const;
  static std::optional<AddCheckpoint> parse(std::string_view body);
  // The first line of the checkpoint, before anything was checked: which log to look up.
  std::string_view origin() const;
};

// Each with the HTTP status that the specification gives it.
enum class WitnessRefusal : std::uint16_t {
  kMalformed = 400,     // not a checkpoint, or smaller than the old size
  kNotSigned = 403,     // not by the log's key
  kStale = 409,         // the old size is not the last one cosigned, or the same size has two roots
  kInconsistent = 422,  // the proof does not hold
};

// The tree head to remember, durably, before the cosignature leaves. `last` is of size 0 when
// nothing was cosigned yet.
std::expected<TreeHead, WitnessRefusal> check_checkpoint(const AddCheckpoint& request,
                                                         const NoteKey& log, const TreeHead& last);

}  // namespace sotto::tlog

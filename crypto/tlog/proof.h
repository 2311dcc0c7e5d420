#pragma once
// A proof that can be checked offline that an entry is in a log (c2sp.org/tlog-proof): its place,
// its audit path, and the checkpoint with its cosignatures. "Spicy signature".

#include <optional>
#include <string>
#include <string_view>

#include "crypto/tlog/tree.h"

namespace sotto::tlog {

struct LogProof {
  LeafIndex index;
  InclusionProof path;
  std::string checkpoint;  // the signed note as it was served
  Bytes extra;             // in nobody's signature; empty when there is none

  std::string text() const;
  // nullopt for any other form. Says nothing about signatures: open_checkpoint does, and then
  // check_inclusion.
  static std::optional<LogProof> parse(std::string_view text);
};

}  // namespace sotto::tlog

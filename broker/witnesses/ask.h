#pragma once
// Asking one witness for its cosignature (c2sp.org/tlog-witness): what is sent, and what its answer
// means. No network and no state here.

#include <functional>
#include <optional>
#include <span>
#include <string>

#include "broker/http/post.h"
#include "crypto/protocol/witnesses.h"
#include "crypto/tlog/checkpoint.h"

namespace sotto::broker {

enum class WitnessSays : std::uint8_t {
  kCosigned,
  kNoAnswer,
  kRefused,       // or not the specification's answer, or no cosignature of its key
  kHasSeenMore,   // a larger tree than this one, by its word
  kOtherHistory,  // this log does not begin with the one that it has seen
};

struct Asked {
  WitnessSays says = WitnessSays::kNoAnswer;
  std::string line;        // the cosignature, when there is one
  std::uint64_t seen = 0;  // how large a tree it has seen, when it said so
};

using PostTo =
    std::function<std::optional<http::Posted>(const protocol::WitnessAddress&, const std::string&)>;

// note: a checkpoint that the log has signed over these leaves; old_size: of the tree that the
// witness has cosigned last, as far as one knows. A witness that names another old
// size is asked once more with that one. At most three requests.
Asked ask_witness(const tlog::WitnessPolicy::Member& witness, const std::string& note,
                  std::span<const Hash256> leaves, std::uint64_t old_size, const PostTo& post);

// PostTo by the network.
std::optional<http::Posted> post_to_witness(const protocol::WitnessAddress& address,
                                            const std::string& body);

// Those lines of `lines` that are a good cosignature of the checkpoint `note` by this witness: one,
// the latest; empty for none.
std::string good_line(const tlog::NoteKey& witness, const std::string& note,
                      const std::string& lines);

}  // namespace sotto::broker

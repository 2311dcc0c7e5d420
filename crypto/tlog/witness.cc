#include "crypto/tlog/witness.h"

#include "crypto/tlog/checkpoint.h"
#include "crypto/tlog/lines.h"

namespace sotto::tlog {
namespace {

constexpr std::string_view kOld = "old ";
constexpr std::size_t kMaxProof = 63;

}  // namespace

std::string AddCheckpoint::text() const {
  return std::string(kOld) + std::to_string(old_size.value) + "\n" + hash_lines(proof.hashes) +
         checkpoint;
}

std::optional<AddCheckpoint> AddCheckpoint::parse(std::string_view body) {
  std::string_view line;
  if (!take_line(body, line) || !line.starts_with(kOld)) return std::nullopt;
  const auto old_size = parse_decimal(line.substr(kOld.size()));
  auto hashes = take_hashes(body, kMaxProof);
  if (!old_size || !hashes || body.empty()) return std::nullopt;
  return AddCheckpoint{{*old_size}, {std::move(*hashes)}, std::string(body)};
}

std::string_view AddCheckpoint::origin() const {
  const std::string_view text = checkpoint;
  return text.substr(0, text.find('\n'));
}

std::expected<TreeHead, WitnessRefusal> check_checkpoint(const AddCheckpoint& request,
                                                         const NoteKey& log, const TreeHead& last) {
  const auto checkpoint = open_checkpoint(request.checkpoint, log);
  if (!checkpoint) {
    const bool malformed = checkpoint.error() == CheckpointRefusal::kMalformed;
    return std::unexpected(malformed ? WitnessRefusal::kMalformed : WitnessRefusal::kNotSigned);
  }
  const TreeHead& head = checkpoint->head;
  if (request.old_size > head.size) return std::unexpected(WitnessRefusal::kMalformed);
  if (request.old_size != last.size) return std::unexpected(WitnessRefusal::kStale);
  if (last.size == head.size && last.size.value != 0) {
    if (head.root != last.root) return std::unexpected(WitnessRefusal::kStale);
    if (!request.proof.hashes.empty()) return std::unexpected(WitnessRefusal::kInconsistent);
    return head;
  }
  // From nothing there is nothing to prove; an empty tree has one root.
  const bool holds = last.size.value == 0 ? request.proof.hashes.empty() &&
                                                (head.size.value != 0 || head.root == root({}))
                                          : check_consistency(request.proof, last, head);
  if (!holds) return std::unexpected(WitnessRefusal::kInconsistent);
  return head;
}

}  // namespace sotto::tlog

#include "broker/witnesses/ask.h"

#include "crypto/base/panic.h"
#include "crypto/tlog/lines.h"
#include "crypto/tlog/witness.h"

namespace sotto::broker {
namespace {

constexpr int kRequests = 3;

std::string request_of(const std::string& note, std::span<const Hash256> leaves,
                       std::uint64_t old_size) {
  tlog::AddCheckpoint out{{old_size}, {}, note};
  if (old_size > 0 && old_size < leaves.size()) {
    out.proof = tlog::prove_consistency(leaves, {old_size});
  }
  return out.text();
}

std::optional<std::uint64_t> size_in(const std::string& body) {
  std::string_view text = body, line;
  if (!tlog::take_line(text, line) || !text.empty()) return std::nullopt;
  return tlog::parse_decimal(line);
}

}  // namespace

std::optional<http::Posted> post_to_witness(const protocol::WitnessAddress& address,
                                            const std::string& body) {
  return http::post(address, "/add-checkpoint", body);
}

std::string good_line(const tlog::NoteKey& witness, const std::string& note,
                      const std::string& lines) {
  std::string out;
  std::uint64_t latest = 0;
  std::string_view rest = lines, line;
  while (tlog::take_line(rest, line)) {
    const std::string text = std::string(line) + "\n";
    const auto opened = tlog::open_note(note + text, {&witness, 1});
    if (!opened || opened->signers.front().time < latest) continue;
    latest = opened->signers.front().time;
    out = text;
  }
  return out;
}

Asked ask_witness(const tlog::WitnessPolicy::Member& witness, const std::string& note,
                  std::span<const Hash256> leaves, std::uint64_t old_size, const PostTo& post) {
  const auto address = protocol::WitnessAddress::parse(witness.url);
  if (!address) panic("witnesses: an address that the policy refuses");
  Asked out;
  if (old_size > leaves.size()) old_size = 0;
  for (int i = 0; i < kRequests; ++i) {
    const auto answer = post(*address, request_of(note, leaves, old_size));
    if (!answer) return {WitnessSays::kNoAnswer, {}, out.seen};
    if (answer->status == 200) {
      out.line = good_line(witness.key, note, answer->body);
      out.says = out.line.empty() ? WitnessSays::kRefused : WitnessSays::kCosigned;
      if (!out.line.empty()) out.seen = leaves.size();
      return out;
    }
    if (answer->status == 422) return {WitnessSays::kOtherHistory, {}, old_size};
    const auto seen = answer->status == 409 ? size_in(answer->body) : std::nullopt;
    if (!seen) return {WitnessSays::kRefused, {}, out.seen};
    out.seen = *seen;
    if (*seen > leaves.size()) return {WitnessSays::kHasSeenMore, {}, *seen};
    // The very size that it names, and it refuses: then that tree had another root.
    if (*seen == old_size) return {WitnessSays::kOtherHistory, {}, *seen};
    old_size = *seen;
  }
  return {WitnessSays::kRefused, {}, out.seen};
}

}  // namespace sotto::broker

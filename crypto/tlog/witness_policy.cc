#include "crypto/tlog/witness_policy.h"

#include <algorithm>
#include <optional>

#include "crypto/tlog/lines.h"

namespace sotto::tlog {
namespace {

constexpr std::size_t kMaxLines = 4096;
constexpr std::string_view kNone = "none";

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> out;
  while (true) {
    const std::size_t start = line.find_first_not_of(" \t");
    if (start == std::string_view::npos) return out;
    const std::size_t end = std::min(line.find_first_of(" \t", start), line.size());
    out.push_back(line.substr(start, end - start));
    line.remove_prefix(end);
  }
}

bool is_allowed(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
}

// Reads a file line by line. Every step says what is wrong, or nullptr.
class PolicyReader {
 public:
  const char* line(std::string_view line) {
    if (!std::ranges::all_of(line, is_allowed)) return "a control character";
    const std::vector<std::string_view> words = words_of(line);
    if (words.empty() || words[0].starts_with('#')) return nullptr;
    if (words[0] == "log") return log(words);
    if (words[0] == "witness") return witness(words);
    if (words[0] == "group") return group(words);
    if (words[0] == "quorum") return quorum(words);
    return "neither log, witness, group nor quorum";
  }
  bool has_quorum() const { return has_quorum_; }
  WitnessPolicy take() { return std::move(out_); }

 private:
  using Words = std::vector<std::string_view>;

  const char* log(const Words& words) {
    if (words.size() != 2 && words.size() != 3) return "a log is: log VKEY [URL]";
    auto key = NoteKey::parse_vkey(words[1]);
    if (!key || key->type != KeyType::kEd25519) return "not the verifier key of a log";
    for (const WitnessPolicy::Log& other : out_.logs) {
      if (other.key.public_key == key->public_key) return "a log that is there already";
    }
    out_.logs.push_back({std::move(*key), url(words, 2)});
    return nullptr;
  }

  const char* witness(const Words& words) {
    if (words.size() != 3 && words.size() != 4) return "a witness is: witness NAME VKEY [URL]";
    auto key = NoteKey::parse_vkey(words[2]);
    if (!key || key->type != KeyType::kCosignature) return "not the verifier key of a witness";
    for (const WitnessPolicy::Member& other : out_.members) {
      if (other.threshold == 0 && other.key.public_key == key->public_key) {
        return "a witness that is there already";
      }
    }
    return add({std::string(words[1]), std::move(*key), url(words, 3), 0, {}});
  }

  const char* group(const Words& words) {
    if (words.size() < 4) return "a group is: group NAME all|any|K MEMBER...";
    const std::size_t size = words.size() - 3;
    const auto number = parse_decimal(words[2]);
    const std::size_t threshold = words[2] == "all"   ? size
                                  : words[2] == "any" ? 1
                                                      : number.value_or(0);
    if (threshold < 1 || threshold > size) return "not a number of the group's members";
    WitnessPolicy::Member group{std::string(words[1]), {}, {}, threshold, {}};
    for (const std::string_view name : std::span(words).subspan(3)) {
      const auto place = find(name);
      if (!place) return "a member that no line before it names";
      if (used_[*place]) return "a member that is in a group already";
      used_[*place] = true;
      group.members.push_back(*place);
    }
    return add(std::move(group));
  }

  const char* quorum(const Words& words) {
    if (words.size() != 2) return "a quorum is: quorum NAME";
    if (has_quorum_) return "a second quorum";
    has_quorum_ = true;
    if (words[1] == kNone) return nullptr;
    out_.quorum = find(words[1]);
    return out_.quorum ? nullptr : "a name that no line before it has";
  }

  const char* add(WitnessPolicy::Member member) {
    if (member.name == kNone || find(member.name)) return "a name that is taken";
    out_.members.push_back(std::move(member));
    used_.push_back(false);
    return nullptr;
  }

  static std::string url(const Words& words, std::size_t place) {
    return words.size() > place ? std::string(words[place]) : std::string();
  }

  std::optional<std::size_t> find(std::string_view name) const {
    const auto found = std::ranges::find(out_.members, name, &WitnessPolicy::Member::name);
    if (found == out_.members.end()) return std::nullopt;
    return static_cast<std::size_t>(found - out_.members.begin());
  }

  WitnessPolicy out_;
  std::vector<bool> used_;  // of each member: whether a group has it
  bool has_quorum_ = false;
};

}  // namespace

std::expected<WitnessPolicy, std::string> WitnessPolicy::parse(std::string_view text) {
  PolicyReader reader;
  std::string_view line;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const char* wrong = nullptr;
    if (number > kMaxLines) wrong = "too many lines";
    if (!wrong && !take_line(text, line)) wrong = "no newline at the end";
    if (!wrong) wrong = reader.line(line);
    if (wrong) return std::unexpected("line " + std::to_string(number) + ": " + wrong);
  }
  if (!reader.has_quorum()) return std::unexpected("there is no quorum line");
  return reader.take();
}

bool WitnessPolicy::met_by(std::span<const NoteSigner> signers) const {
  if (!quorum) return true;
  // A group's members stand before it, so one pass decides all.
  std::vector<bool> cosigned;
  for (const Member& member : members) {
    const auto counts = [&](std::size_t place) { return cosigned[place]; };
    cosigned.push_back(member.threshold == 0 ? std::ranges::find(signers, member.key,
                                                                 &NoteSigner::key) != signers.end()
                                             : std::ranges::count_if(member.members, counts) >=
                                                   static_cast<std::ptrdiff_t>(member.threshold));
  }
  return cosigned[*quorum];
}

std::vector<NoteKey> WitnessPolicy::witness_keys() const {
  std::vector<NoteKey> out;
  for (const Member& member : members) {
    if (member.threshold == 0) out.push_back(member.key);
  }
  return out;
}

std::expected<Checkpoint, CosignedRefusal> open_cosigned(std::string_view note, const NoteKey& log,
                                                         const WitnessPolicy& policy,
                                                         std::uint64_t not_before) {
  auto checkpoint = open_checkpoint(note, log);
  if (!checkpoint) return std::unexpected(CosignedRefusal::kCheckpoint);
  std::vector<NoteSigner> fresh;
  if (const auto opened = open_note(note, policy.witness_keys())) {
    std::ranges::copy_if(opened->signers, std::back_inserter(fresh),
                         [&](const NoteSigner& signer) { return signer.time >= not_before; });
  } else if (opened.error() != NoteRefusal::kNoKnownSignature) {
    return std::unexpected(CosignedRefusal::kCheckpoint);
  }
  if (!policy.met_by(fresh)) return std::unexpected(CosignedRefusal::kNoQuorum);
  return std::move(*checkpoint);
}

}  // namespace sotto::tlog

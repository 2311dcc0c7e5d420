#include "broker/witnesses/cosigning.h"

#include <algorithm>
#include <future>

namespace sotto::broker {
namespace {

using Member = tlog::WitnessPolicy::Member;

bool is_witness(const Member& member) {
  return member.threshold == 0;
}

}  // namespace

Cosigning::Cosigning(tlog::WitnessPolicy policy, std::vector<std::string> without, PostTo post,
                     Show show)
    : policy_(std::move(policy)),
      without_(std::move(without)),
      post_(std::move(post)),
      show_(std::move(show)),
      seen_(policy_.members.size()) {
  std::vector<tlog::NoteSigner> asked;
  for (const Member& member : policy_.members) {
    if (is_asked(member)) asked.push_back({member.key, 1});
  }
  waits_for_people_ = !policy_.met_by(asked);
}

bool Cosigning::is_asked(const Member& member) const {
  return is_witness(member) && !member.url.empty() &&
         std::ranges::find(without_, member.name) == without_.end();
}

bool Cosigning::resume(const std::string& note, const LogHead& head) {
  const auto claimed = tlog::claimed_checkpoint(note);
  if (!claimed || claimed->head.size.value == 0 || claimed->head.size.value > head.leaves.size()) {
    return false;
  }
  const std::uint64_t size = claimed->head.size.value;
  const auto opened = tlog::open_note(note, policy_.witness_keys());
  if (!opened || !policy_.met_by(opened->signers) ||
      tlog::root(std::span(head.leaves).first(size)) != claimed->head.root) {
    return false;
  }
  std::ranges::fill(seen_, size);
  if (size == head.leaves.size()) {
    const std::lock_guard lock(mutex_);
    candidate_ = head;
    const std::string lines = note.substr(note.rfind("\n\n") + 2);
    for (std::size_t i = 0; i < policy_.members.size(); ++i) {
      const Member& member = policy_.members[i];
      std::string line = is_witness(member) ? good_line(member.key, head.note, lines) : "";
      if (!line.empty()) lines_[i] = std::move(line);
    }
  }
  return show_(note);
}

std::vector<Asked> Cosigning::ask_all(const LogHead& head) const {
  std::vector<std::future<Asked>> asking(policy_.members.size());
  for (std::size_t i = 0; i < asking.size(); ++i) {
    const Member& member = policy_.members[i];
    if (!is_asked(member)) continue;
    asking[i] = std::async(std::launch::async, [&, i] {
      return ask_witness(member, head.note, head.leaves, seen_[i], post_);
    });
  }
  std::vector<Asked> out(asking.size());
  for (std::size_t i = 0; i < asking.size(); ++i) {
    if (asking[i].valid()) out[i] = asking[i].get();
  }
  return out;
}

Cosigning::Round Cosigning::ask(const LogHead& head, protocol::UnixTime now) {
  LogHead asked;
  {
    const std::lock_guard lock(mutex_);
    const bool waits = waits_for_people_ && !candidate_.note.empty() && !met() &&
                       now < begun_ + kCandidateLife && now >= begun_;
    if (!waits && candidate_.note != head.note) {
      candidate_ = head;
      begun_ = now;
      lines_.clear();
    }
    asked = candidate_;
  }
  std::vector<Asked> answers = ask_all(asked);
  Round out;
  std::vector<tlog::NoteSigner> objecting;
  const std::lock_guard lock(mutex_);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const Member& member = policy_.members[i];
    if (!is_asked(member)) continue;
    const Asked& answer = answers[i];
    out.all = out.all && answer.says == WitnessSays::kCosigned;
    if (answer.says == WitnessSays::kCosigned) {
      seen_[i] = answer.seen;
      lines_[i] = answer.line;
    }
    if (answer.says == WitnessSays::kHasSeenMore || answer.says == WitnessSays::kOtherHistory) {
      objecting.push_back({member.key, 1});
      out.objects = member.name;
      out.says = answer.says;
      out.seen = answer.seen;
    }
  }
  out.halts = policy_.met_by(objecting);
  out.quorum = show_if_met();
  return out;
}

bool Cosigning::take(const std::string& lines) {
  const std::lock_guard lock(mutex_);
  if (candidate_.note.empty()) return false;
  bool any = false;
  for (std::size_t i = 0; i < policy_.members.size(); ++i) {
    if (!is_witness(policy_.members[i])) continue;
    std::string line = good_line(policy_.members[i].key, candidate_.note, lines);
    if (line.empty()) continue;
    lines_[i] = std::move(line);
    any = true;
  }
  return any && (show_if_met() || !met());
}

std::string Cosigning::candidate() const {
  const std::lock_guard lock(mutex_);
  return with_lines();
}

bool Cosigning::met() const {
  const auto opened = tlog::open_note(with_lines(), policy_.witness_keys());
  return opened && policy_.met_by(opened->signers);
}

std::string Cosigning::with_lines() const {
  std::string out = candidate_.note;
  for (const auto& [place, line] : lines_) out += line;
  return out;
}

bool Cosigning::show_if_met() {
  return met() && show_(with_lines());
}

}  // namespace sotto::broker

// What a supporter seals, and recognises in the log.

#include <algorithm>

#include "client/core/visit_machine.h"

namespace sotto::client {
namespace {

using protocol::OpeningAct;
using Result = std::expected<void, IntentRefusal>;

constexpr protocol::UnixTime kHour = 3600;

std::unexpected<IntentRefusal> refuse_concern(IntentRefusal why) {
  return std::unexpected(why);
}

template <class Each>
void each_act(const Each& each) {
  for (std::uint8_t act = 1; act <= protocol::kLastOpeningAct; ++act) {
    each(static_cast<OpeningAct>(act));
  }
}

StepsVersion version_of(const protocol::Steps& steps) {
  const Hash256 hash = steps.hash();
  return to_array(FixedView<32>(hash).first<16>());
}

RecipientActs& acts_of(std::vector<RecipientActs>& all, std::uint8_t place) {
  const auto found = std::ranges::find(all, place, &RecipientActs::place);
  if (found != all.end()) return *found;
  all.push_back({.place = place, .outcome = {}});
  return all.back();
}

// What the log says of one concern at one place, from the entry `from` on; whether it says
// anything.
bool read_log(const SentConcern& sent, std::uint8_t place, const protocol::Replay& log,
              std::uint64_t from, std::vector<RecipientActs>& out) {
  std::vector<std::pair<ByteArray<32>, OpeningAct>> notes;
  each_act([&](OpeningAct act) {
    notes.emplace_back(protocol::opening_note(sent.note_key, place, act), act);
  });
  bool any = false;
  for (const protocol::LoggedOpening& each : log.openings()) {
    // A day earlier: the person's clock and the broker's need not be the same.
    if (each.entry < from || each.day + 1 < sent.day) continue;
    if (each.opening.commitment == protocol::opening_commitment(sent.trace, place, each.entry)) {
      acts_of(out, place).opened = each.day;
      any = true;
    }
    for (const auto& [note, act] : notes) {
      if (each.opening.note != note) continue;
      any = true;
      if (act == OpeningAct::kAcknowledged) {
        acts_of(out, place).acknowledged = true;
      } else {
        acts_of(out, place).outcome = act;
      }
    }
  }
  return any;
}

// The whole path of the policy's steps, with those ticked who are ticked.
bool walked(const protocol::Steps& steps, const ConcernDraft& draft, std::uint8_t ticked) {
  std::vector<protocol::StepAnswer> answers;
  for (const CodedAnswer& each : draft.answers) {
    answers.push_back({each.step, each.code});
    if (each.step >= steps.steps.size()) return false;
    const bool recipients = steps.steps[each.step].kind == protocol::StepKind::kRecipients;
    if (recipients && each.code != ticked) return false;
  }
  const StepsVersion version = version_of(steps);
  return steps.completes(answers) && (draft.steps == StepsVersion{} || draft.steps == version);
}

}  // namespace

Result Visit::Machine::carry_out(const intent::SealConcern& wish) {
  if (!state.supporter) return refuse_concern(IntentRefusal::kWrongRole);
  const SentConcerns& sent = state.supporter->sent;
  if (sent.has(wish.once) || (concern && concern->mark.intent == wish.once)) return {};
  if (concern) return refuse_concern(IntentRefusal::kConcernWaits);
  if (sent.full()) return refuse_concern(IntentRefusal::kTooManyConcerns);
  const auto& steps = everybody->policy().concern_steps;
  if (!wish.draft.is_valid() || !steps) return refuse_concern(IntentRefusal::kConcernInvalid);

  std::vector<protocol::ConcernRecipient> ticked;
  std::uint8_t bits = 0;
  for (const std::uint8_t place : wish.draft.recipients) {
    const auto found = everybody->log().recipients().find(place);
    if (found == everybody->log().recipients().end()) {
      return refuse_concern(IntentRefusal::kNoSuchRecipient);
    }
    ticked.push_back({place, found->second.sealing_key});
    bits = static_cast<std::uint8_t>(bits | 1u << place);
  }
  const std::size_t quorum = everybody->policy().concern_quorum;
  if (ticked.size() < quorum) return refuse_concern(IntentRefusal::kTooFewRecipients);
  if (!walked(*steps, wish.draft, bits)) return refuse_concern(IntentRefusal::kConcernInvalid);

  const CodedConcern codes{.drill = wish.draft.drill,
                           .steps = version_of(*steps),
                           .week = everybody->week(),
                           .answers = wish.draft.answers};
  auto sealed = protocol::seal_envelope(
      protocol::ConcernCodes::from(codes.encode().expose().first<CodedConcern::kSize>()),
      encode_fields(wish.draft.fields).expose(), ticked, everybody->log().concerns_key(),
      {everybody->genesis(), quorum});
  if (!sealed) return refuse_concern(IntentRefusal::kNoSuchRecipient);
  SealedConcern& waits = concern.emplace();
  waits.envelope = sealed->envelope;
  waits.mark.intent = wish.once;
  waits.mark.id = protocol::envelope_id(sealed->envelope);
  // The visit's time, so that nothing changes on the page when a commit has taken it along.
  waits.mark.sealed = opened_at;
  waits.mark.day = everybody->today();
  waits.mark.trace = std::move(sealed->trace);
  waits.mark.note_key = std::move(sealed->note_key);
  waits.mark.recipients = bits;
  return {};
}

SentView Visit::Machine::view_of(const SentConcern& sent) const {
  SentView out{.number = sent.number, .sealed = sent.sealed, .recipients = {}, .acts = {}};
  for (std::uint8_t place = 0; place < protocol::kConcernPlaces; ++place) {
    if (!sent.ticked(place)) continue;
    out.recipients.push_back(place);
    (void)read_log(sent, place, everybody->log(), 0, out.acts);
  }
  return out;
}

bool Visit::Machine::is_overdue(const SentConcern& sent, protocol::UnixTime now) const {
  return view_of(sent).acts.empty() &&
         now >= sent.sealed + everybody->policy().concern_hours * kHour;
}

void Visit::Machine::look_at_sent(protocol::UnixTime now) {
  SentConcerns& sent = state.supporter->sent;
  sent.erase_old(everybody->today());
  for (const SentConcern& each : sent.all()) {
    std::vector<RecipientActs> fresh;
    bool answered = false;
    for (const std::uint8_t place : view_of(each).recipients) {
      answered = read_log(each, place, everybody->log(), log_before, fresh) || answered;
    }
    if (answered) events.emplace_back(event::ConcernAnswered{each.number});
    if (is_overdue(each, now)) events.emplace_back(event::ConcernNotOpened{each.number});
  }
}

// --- the public side ---

std::vector<RecipientView> Visit::recipients() const {
  std::vector<RecipientView> out;
  for (const auto& [place, recipient] : log().recipients()) {
    out.push_back({place, recipient.title});
  }
  return out;
}

std::vector<SentView> Visit::sent_concerns() const {
  std::vector<SentView> out;
  const auto& own = machine_->state.supporter;
  if (!own) return out;
  for (const SentConcern& each : own->sent.all()) {
    out.push_back(machine_->view_of(each));
    out.back().overdue = machine_->is_overdue(each, machine_->opened_at);
  }
  if (machine_->concern) {
    SentView waits = machine_->view_of(machine_->concern->mark);
    waits.number = own->sent.next();
    out.push_back(std::move(waits));
  }
  return out;
}

}  // namespace sotto::client

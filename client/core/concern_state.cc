#include "client/core/concern_state.h"

#include <algorithm>

#include "crypto/base/panic.h"
#include "crypto/protocol/text.h"

namespace sotto::client {
namespace {

bool read_bool(Reader& in, bool& out) {
  std::uint8_t value = 0;
  if (!in.u8(value) || value > 1) return false;
  out = value == 1;
  return true;
}

void write_saying(SecretWriter& out, const Saying& saying) {
  out.u8(saying.act).u8(saying.sent ? 1 : 0);
  out.u8(saying.entry ? 1 : 0).u64(saying.entry.value_or(0));
}

bool read_saying(Reader& in, Saying& out) {
  bool present = false;
  std::uint64_t entry = 0;
  if (!in.u8(out.act) || out.act > protocol::kLastOpeningAct || !read_bool(in, out.sent) ||
      !read_bool(in, present) || !in.u64(entry) || (!present && entry != 0) ||
      (out.act == 0 && (out.sent || present))) {
    return false;
  }
  if (present) out.entry = entry;
  return true;
}

void write_shares(SecretWriter& out, const std::vector<shamir::Share>& shares) {
  out.u8(static_cast<std::uint8_t>(shares.size()));
  for (const shamir::Share& each : shares) out.u8(each.holder).bytes(each.value.expose());
}

bool read_shares(Reader& in, std::vector<shamir::Share>& out) {
  std::uint8_t count = 0;
  if (!in.u8(count) || count > HeldConcern::kSharesMax) return false;
  for (std::uint8_t i = 0; i < count; ++i) {
    std::uint8_t holder = 0;
    Secret<32> bytes;
    if (!in.u8(holder) || holder == 0 || holder > protocol::kEnvelopePlaces || !in.secret(bytes) ||
        std::ranges::find(out, holder, &shamir::Share::holder) != out.end()) {
      return false;
    }
    auto value = ristretto::Scalar::parse(bytes.expose());
    if (!value) return false;
    out.push_back({holder, std::move(*value)});
  }
  return true;
}

// What a concern that is not open has nothing of.
bool consistent(const HeldConcern& held) {
  constexpr auto kAcknowledged = static_cast<std::uint8_t>(protocol::OpeningAct::kAcknowledged);
  if (held.place >= protocol::kEnvelopePlaces || held.reason > kLastOpeningReason ||
      held.acknowledged.act > kAcknowledged || held.outcome.act == kAcknowledged) {
    return false;
  }
  if (!ristretto::Scalar::parse(held.share.expose())) return false;
  if (held.opened) return held.reason != 0;
  return held.entry == 0 && held.given.co_secret == Secret<32>() &&
         held.given.trace == Secret<32>() && !held.logged && held.acknowledged.act == 0 &&
         held.outcome.act == 0;
}

}  // namespace

// --- a supporter's ---

SentConcern SentConcern::clone() const {
  return {number, intent, id, trace.clone(), note_key.clone(), sealed, day, recipients};
}

void SentConcerns::add(SentConcern concern) {
  if (full()) panic("concern_state: no room for another");
  concern.number = next_++;
  all_.push_back(std::move(concern));
}

bool SentConcerns::has(const ByteArray<16>& intent) const {
  return std::ranges::find(all_, intent, &SentConcern::intent) != all_.end();
}

void SentConcerns::erase_old(protocol::Day today) {
  std::erase_if(all_,
                [today](const SentConcern& each) { return today >= each.day + kConcernDays; });
}

void SentConcerns::write(SecretWriter& out) const {
  out.u32(next_).u8(static_cast<std::uint8_t>(all_.size()));
  for (const SentConcern& each : all_) {
    out.u32(each.number).bytes(each.intent).bytes(each.id).bytes(each.trace.expose());
    out.bytes(each.note_key.expose());
    out.u64(each.sealed).u32(each.day).u8(each.recipients);
  }
}

std::optional<SentConcerns> SentConcerns::read(Reader& in) {
  SentConcerns out;
  std::uint8_t count = 0;
  if (!in.u32(out.next_) || out.next_ == 0 || !in.u8(count) || count > kMax) return std::nullopt;
  for (std::uint8_t i = 0; i < count; ++i) {
    SentConcern each;
    if (!in.u32(each.number) || !in.fixed(each.intent) || !in.fixed(each.id) ||
        !in.secret(each.trace) || !in.secret(each.note_key) || !in.u64(each.sealed) ||
        !in.u32(each.day) || !in.u8(each.recipients) || each.number >= out.next_ ||
        (!out.all_.empty() && each.number <= out.all_.back().number)) {
      return std::nullopt;
    }
    out.all_.push_back(std::move(each));
  }
  return out;
}

// --- a recipient's ---

shamir::Share HeldConcern::own_share() const {
  auto value = ristretto::Scalar::parse(share.expose());
  if (!value) panic("concern_state: a share that is none");
  return {static_cast<std::uint8_t>(place + 1), std::move(*value)};
}

HeldConcern HeldConcern::clone() const {
  SecretWriter out(kMaxSize);
  write(out);
  const SecretBytes wire = out.take();
  Reader in(wire.expose());
  auto copy = read(in);
  if (!copy) panic("concern_state: what was written does not read");
  return std::move(*copy);
}

void HeldConcern::write(SecretWriter& out) const {
  out.u32(number).u32(day).u32(index).u8(place).bytes(envelope).bytes(share.expose());
  write_shares(out, received);
  out.u8(shares_sent).u8(reason).u8(opened ? 1 : 0).u64(entry);
  out.bytes(given.co_secret.expose()).bytes(given.trace.expose()).u8(logged ? 1 : 0);
  write_saying(out, acknowledged);
  write_saying(out, outcome);
}

std::optional<HeldConcern> HeldConcern::read(Reader& in) {
  HeldConcern out;
  if (!in.u32(out.number) || !in.u32(out.day) || !in.u32(out.index) || !in.u8(out.place) ||
      !in.fixed(out.envelope) || !in.secret(out.share) || !read_shares(in, out.received) ||
      !in.u8(out.shares_sent) || !in.u8(out.reason) || !read_bool(in, out.opened) ||
      !in.u64(out.entry) || !in.secret(out.given.co_secret) || !in.secret(out.given.trace) ||
      !read_bool(in, out.logged) || !read_saying(in, out.acknowledged) ||
      !read_saying(in, out.outcome) || !consistent(out)) {
    return std::nullopt;
  }
  return out;
}

RecipientState RecipientState::fresh() {
  RecipientState out;
  out.identity = SigningKey::generate();
  out.sealing = X25519KeyPair::generate();
  return out;
}

HeldConcern* RecipientState::find(std::uint32_t concern) {
  const auto found = std::ranges::find(held, concern, &HeldConcern::number);
  return found == held.end() ? nullptr : &*found;
}

// One that was not opened can be no more once its file is gone.
void RecipientState::erase_old(protocol::Day today) {
  std::erase_if(held, [today](const HeldConcern& each) {
    return today >= each.day + (each.opened ? kConcernDays : protocol::kBoardDays);
  });
}

void RecipientState::write(SecretWriter& out) const {
  out.bytes(identity.seed.expose()).bytes(sealing.secret.expose());
  out.u32(published.number).u8(published.place).text16(published.title);
  out.u32(next_concern).u8(try_all ? 1 : 0);
  out.u8(static_cast<std::uint8_t>(held.size()));
  for (const HeldConcern& each : held) each.write(out);
  out.u8(static_cast<std::uint8_t>(answered.size()));
  for (const AnsweredOpening& each : answered) {
    out.u64(each.entry).bytes(each.commitment).u32(each.concern);
  }
}

std::optional<RecipientState> RecipientState::read(Reader& in) {
  RecipientState out;
  Secret<32> seed;
  Secret<32> secret;
  if (!in.secret(seed) || !in.secret(secret) || !in.u32(out.published.number) ||
      !in.u8(out.published.place) || out.published.place >= protocol::kEnvelopePlaces ||
      !in.text16(out.published.title) ||
      out.published.title.size() > protocol::kRecipientTitleMax ||
      !protocol::is_plain_text(out.published.title) || !in.u32(out.next_concern) ||
      !read_bool(in, out.try_all)) {
    return std::nullopt;
  }
  out.identity = SigningKey::from_seed(std::move(seed));
  out.sealing = X25519KeyPair::from_secret(std::move(secret));
  std::uint8_t count = 0;
  if (!in.u8(count) || count > kHeldMax) return std::nullopt;
  for (std::uint8_t i = 0; i < count; ++i) {
    auto each = HeldConcern::read(in);
    if (!each || each->number == 0 || each->number >= out.next_concern ||
        out.find(each->number) != nullptr) {
      return std::nullopt;
    }
    out.held.push_back(std::move(*each));
  }
  if (!in.u8(count) || count > kAnsweredMax) return std::nullopt;
  out.answered.resize(count);
  for (AnsweredOpening& each : out.answered) {
    if (!in.u64(each.entry) || !in.fixed(each.commitment) || !in.u32(each.concern)) {
      return std::nullopt;
    }
  }
  return out;
}

}  // namespace sotto::client

#include "client/core/state.h"

#include <algorithm>

#include "crypto/primitives/random.h"

namespace sotto::client {
namespace {

using protocol::Role;

constexpr std::uint8_t kVersion = 8;
// Read as well (docs/spec/versions.md): without the passes that were given and the director to whom
// feedback went, and without pairs and all that is near-peer's.
constexpr std::uint8_t kVersionBeforeGiven = 7;
constexpr std::uint8_t kVersionBeforePairs = 6;

constexpr std::size_t kInFlightMax =
    1 + 32 + 4 + 8 + 1 + protocol::kReceiptHashes * sizeof(Hash256) + 1 + 4 + 1 + 1 + 4 + 1;
constexpr std::size_t kCommonMax = 1 + 1 + kLogViewSize + 8 + 4 + 3 * 4 + 1 + 4 + 1 + 4 + 32 +
                                   3 * DayMarks::kMaxSize + 4 + 4 + Receipts::kMaxSize +
                                   kInFlightMax + 1 + 1;
constexpr std::size_t kEngagementsMax = protocol::kMaxEngagements * Engagement::kMaxSize;
static_assert(kCommonMax + kEngagementsMax + SupporterState::kMaxSize <=
              protocol::kLockerPlaintextSize);
static_assert(kCommonMax + kEngagementsMax + Packs::kMaxSize <= protocol::kLockerPlaintextSize);
static_assert(kCommonMax + kPeerEngagementsMax * Engagement::kMaxSize + SupporterState::kMaxSize -
                  protocol::kListingTextMax + kPeerListingMax -
                  CoverPasses::kGivenMax * CoverPasses::kGivenSize + PeerState::kSupporterMax <=
              protocol::kLockerPlaintextSize);
static_assert(kCommonMax + kEngagementsMax + Packs::kMaxSize + PeerState::kDoctorMax <=
              protocol::kLockerPlaintextSize);
static_assert(kCommonMax + RecipientState::kMaxSize <= protocol::kLockerPlaintextSize);

bool read_bool(Reader& in, bool& out) {
  std::uint8_t value = 0;
  if (!in.u8(value) || value > 1) return false;
  out = value == 1;
  return true;
}

template <class Part>
bool read_part(Reader& in, Part& out) {
  std::optional<Part> part = Part::read(in);
  if (!part) return false;
  out = std::move(*part);
  return true;
}

void write_in_flight(SecretWriter& out, const std::optional<InFlight>& in_flight) {
  out.u8(in_flight ? 1 : 0);
  if (!in_flight) return;
  out.bytes(in_flight->outcome_key.expose());
  write_mark(out, in_flight->mark);
  out.u8(static_cast<std::uint8_t>(in_flight->pass)).u32(in_flight->engagement);
  const OpeningInFlight& opening = in_flight->opening;
  out.u8(opening.asked ? 1 : 0).u8(opening.place).u32(opening.concern);
  out.u8(in_flight->report ? 1 : 0);
}

bool read_in_flight(Reader& in, std::optional<InFlight>& out) {
  bool present = false;
  if (!read_bool(in, present)) return false;
  if (!present) return true;
  InFlight& in_flight = out.emplace();
  std::uint8_t pass = 0;
  if (!in.secret(in_flight.outcome_key) || !read_mark(in, in_flight.mark) || !in.u8(pass) ||
      pass > static_cast<std::uint8_t>(PassUse::kEngagement) || !in.u32(in_flight.engagement) ||
      !read_bool(in, in_flight.opening.asked) || !in.u8(in_flight.opening.place) ||
      !in.u32(in_flight.opening.concern) || !read_bool(in, in_flight.report)) {
    return false;
  }
  in_flight.pass = static_cast<PassUse>(pass);
  return true;
}

void write_counts(SecretWriter& out, const OwnCounts& counts) {
  out.u32(counts.enquiries).u32(counts.contacts).u32(counts.meetings);
}

bool read_counts(Reader& in, OwnCounts& out) {
  return in.u32(out.enquiries) && in.u32(out.contacts) && in.u32(out.meetings);
}

void write_quarters(SecretWriter& out, const QuarterCounts& quarters) {
  out.u32(quarters.quarter);
  write_counts(out, quarters.now);
  write_counts(out, quarters.before);
  out.u32(quarters.reported);
}

bool read_quarters(Reader& in, QuarterCounts& out) {
  return in.u32(out.quarter) && read_counts(in, out.now) && read_counts(in, out.before) &&
         in.u32(out.reported);
}

void write_supporter(SecretWriter& out, const SupporterState& supporter) {
  out.bytes(supporter.identity.seed.expose());
  supporter.cover.write(out);
  out.u8(static_cast<std::uint8_t>(supporter.week_keys.size()));
  for (const WeekKey& key : supporter.week_keys) out.u32(key.week).bytes(key.pair.secret.expose());
  out.u8(supporter.paused ? 1 : 0);
  supporter.marks.write(out);
  out.u32(supporter.published.number).bytes(supporter.published.salt);
  out.vec16(supporter.published.text).u32(supporter.listed).bytes(supporter.listed_commitment);
  supporter.sent.write(out);
  write_quarters(out, supporter.quarters);
}

bool read_week_keys(Reader& in, std::vector<WeekKey>& out) {
  std::uint8_t count = 0;
  if (!in.u8(count) || count > SupporterState::kMaxWeekKeys) return false;
  for (std::uint8_t i = 0; i < count; ++i) {
    WeekKey key;
    Secret<32> secret;
    if (!in.u32(key.week) || !in.secret(secret)) return false;
    key.pair = X25519KeyPair::from_secret(std::move(secret));
    out.push_back(std::move(key));
  }
  return true;
}

bool read_supporter(Reader& in, SupporterState& out, bool knows_given) {
  Secret<32> seed;
  if (!in.secret(seed)) return false;
  out.identity = SigningKey::from_seed(std::move(seed));
  OwnListing& published = out.published;
  auto cover = CoverPasses::read(in, knows_given);
  if (!cover) return false;
  out.cover = std::move(*cover);
  if (!read_week_keys(in, out.week_keys) || !read_bool(in, out.paused) ||
      !read_part(in, out.marks) || !in.u32(published.number) || !in.fixed(published.salt) ||
      !in.vec16(published.text) || published.text.size() > protocol::kListingTextMax ||
      !in.u32(out.listed) || !in.fixed(out.listed_commitment) || !read_part(in, out.sent) ||
      !read_quarters(in, out.quarters)) {
    return false;
  }
  return published.number == 0 ? published.text.empty()
                               : protocol::ListingText::parse(published.text).has_value();
}

bool read_engagements(Reader& in, State& out, bool knows_pairs) {
  std::uint8_t count = 0;
  if (!in.u8(count) || count > protocol::kMaxEngagements) return false;
  if (out.role == Role::kRecipient && count != 0) return false;
  for (std::uint8_t i = 0; i < count; ++i) {
    std::optional<Engagement> engagement = Engagement::read(in, knows_pairs);
    if (!engagement || engagement->role() != out.role || engagement->id() >= out.next_engagement ||
        out.find(engagement->id()) != nullptr) {
      return false;
    }
    out.engagements.push_back(std::move(*engagement));
  }
  return true;
}

bool read_peer(Reader& in, State& out, bool knows_resaid) {
  bool present = false;
  if (!read_bool(in, present)) return false;
  if (!present) return true;
  out.peer = PeerState::read(in, knows_resaid);
  return out.peer && out.peer->role() == out.role;
}

// What a near-peer supporter's locker has room for.
bool leaves_room(const State& state) {
  return !state.supporter || (state.engagements.size() <= kPeerEngagementsMax &&
                              state.supporter->published.text.size() <= kPeerListingMax &&
                              state.supporter->cover.given() == 0);  // pairs give none
}

bool read_rest(Reader& in, State& out, bool knows_given) {
  switch (out.role) {
    case Role::kSupporter:
      return read_supporter(in, out.supporter.emplace(), knows_given);
    case Role::kRecipient:
      return read_part(in, out.recipient.emplace());
    case Role::kColleague:
      break;
  }
  return read_part(in, out.packs);
}

// As many cover passes are left as redemptions, so that a place is never empty.
bool enough_cover(const State& state) {
  return state.epoch_drawn == 0 || state.redemptions >= protocol::kCoverPasses ||
         state.supporter->cover.left() + state.redemptions >= protocol::kCoverPasses;
}

}  // namespace

void EnquiryMarks::add(const EnquiryMark& mark) {
  if (contains(mark)) return;
  if (marks_.size() == kMax) marks_.erase(marks_.begin());
  marks_.push_back(mark);
}

bool EnquiryMarks::contains(const EnquiryMark& mark) const {
  return std::ranges::find(marks_, mark) != marks_.end();
}

void EnquiryMarks::write(SecretWriter& out) const {
  out.u8(static_cast<std::uint8_t>(marks_.size()));
  for (const EnquiryMark& mark : marks_) out.bytes(mark);
}

std::optional<EnquiryMarks> EnquiryMarks::read(Reader& in) {
  EnquiryMarks out;
  std::uint8_t count = 0;
  if (!in.u8(count) || count > kMax) return std::nullopt;
  out.marks_.resize(count);
  for (EnquiryMark& mark : out.marks_) {
    if (!in.fixed(mark)) return std::nullopt;
  }
  return out;
}

const WeekKey& SupporterState::key_of(protocol::Week week) {
  const auto found = std::ranges::find(week_keys, week, &WeekKey::week);
  if (found != week_keys.end()) return *found;
  if (week_keys.size() == kMaxWeekKeys) week_keys.erase(week_keys.begin());
  week_keys.push_back({week, X25519KeyPair::generate()});
  return week_keys.back();
}

void SupporterState::erase_old_keys(protocol::Day today) {
  std::erase_if(week_keys, [today](const WeekKey& key) {
    return today >= protocol::Calendar::first_day_of_week(key.week) + protocol::kContactKeyDays;
  });
}

void QuarterCounts::turn(protocol::Epoch today) {
  if (today <= quarter) return;
  before = today == quarter + 1 ? now : OwnCounts{};
  now = {};
  quarter = today;
}

State State::fresh(Role role) {
  State out;
  out.role = role;
  out.draw_seed = random_secret<32>();
  if (role == Role::kSupporter) out.supporter.emplace().identity = SigningKey::generate();
  if (role == Role::kRecipient) out.recipient = RecipientState::fresh();
  return out;
}

void State::begin_peer() {
  if (peer || recipient || !leaves_room(*this)) return;
  peer = PeerState::fresh(role, supporter ? &supporter->identity : nullptr);
}

Engagement* State::find(std::uint32_t engagement) {
  const auto found = std::ranges::find(engagements, engagement, &Engagement::id);
  return found == engagements.end() ? nullptr : &*found;
}

SecretBytes State::encode() const {
  SecretWriter out(protocol::kLockerPlaintextSize);
  out.u8(kVersion).u8(static_cast<std::uint8_t>(role));
  write_log_view(out, log);
  out.u64(last_opened).u32(visits);
  write_counts(out, counts);
  out.u8(eligible ? 1 : 0).u32(epoch_drawn).u8(generation_drawn).u32(redemptions);
  out.bytes(draw_seed.expose());
  seen.read.write(out);
  seen.written.write(out);
  seen.envelopes.write(out);
  out.u32(cells_sent).u32(next_engagement);
  receipts.write(out);
  write_in_flight(out, in_flight);
  out.u8(static_cast<std::uint8_t>(engagements.size()));
  for (const Engagement& engagement : engagements) engagement.write(out);
  out.u8(peer ? 1 : 0);
  if (peer) peer->write(out);
  if (supporter) {
    write_supporter(out, *supporter);
  } else if (recipient) {
    recipient->write(out);
  } else {
    packs.write(out);
  }
  return out.pad_to(protocol::kLockerPlaintextSize).take();
}

std::optional<State> State::parse(ByteView plaintext) {
  if (plaintext.size() != protocol::kLockerPlaintextSize) return std::nullopt;
  Reader in(plaintext);
  State out;
  std::uint8_t version = 0;
  std::uint8_t role = 0;
  if (!in.u8(version) || version < kVersionBeforePairs || version > kVersion || !in.u8(role) ||
      role == 0 || role > static_cast<std::uint8_t>(Role::kRecipient)) {
    return std::nullopt;
  }
  const bool knows_pairs = version > kVersionBeforePairs;
  const bool newest = version > kVersionBeforeGiven;
  out.role = static_cast<Role>(role);
  if (!read_log_view(in, out.log) || !in.u64(out.last_opened) || !in.u32(out.visits) ||
      !read_counts(in, out.counts) || !read_bool(in, out.eligible) || !in.u32(out.epoch_drawn) ||
      !in.u8(out.generation_drawn) || !in.u32(out.redemptions) || !in.secret(out.draw_seed) ||
      !read_part(in, out.seen.read) || !read_part(in, out.seen.written) ||
      !read_part(in, out.seen.envelopes) || !in.u32(out.cells_sent) ||
      !in.u32(out.next_engagement) || !read_part(in, out.receipts) ||
      !read_in_flight(in, out.in_flight) || !read_engagements(in, out, knows_pairs) ||
      (knows_pairs && !read_peer(in, out, newest))) {
    return std::nullopt;
  }
  if (!read_rest(in, out, newest) || !in.zeros() || (out.supporter && !enough_cover(out)) ||
      (out.peer && !leaves_room(out))) {
    return std::nullopt;
  }
  return out;
}

State State::clone() const {
  std::optional<State> out = parse(encode().expose());
  if (!out) panic("state: what was written does not read");
  return std::move(*out);
}

}  // namespace sotto::client

// Seeds of what a locker holds and what cells say, made by two clients that talk to each other.

#include "tests/fuzz/client_seeds.h"

#include "client/core/record.h"
#include "client/core/state.h"
#include "crypto/base/wire.h"
#include "crypto/primitives/random_testing.h"
#include "tests/client/two_sides.h"

namespace sotto {
namespace {

using client::Engagement;
using client::State;
using client::TwoSides;
using protocol::Role;

Bytes written(const Engagement& engagement) {
  SecretWriter out(Engagement::kMaxSize);
  engagement.write(out);
  return to_bytes(out.take().expose());
}

// Without the zeros behind it, as its fuzzer reads it.
Bytes written(const State& state) {
  Bytes out = to_bytes(state.encode().expose());
  while (out.back() == 0) out.pop_back();
  return out;
}

void engagements(const Seed& seed) {
  const auto both = [&](const char* name, const TwoSides& sides) {
    seed(std::string("engagement_state/colleague-") + name, written(*sides.colleague.engagement));
    seed(std::string("engagement_state/supporter-") + name, written(*sides.supporter.engagement));
  };
  TwoSides sides;
  sides.colleague.enquire(sides.supporter.contact_key.public_key, sides.today);
  const Bytes cell = *sides.colleague.send(sides.today);
  sides.supporter.take_enquiry(cell, sides.today);
  both("enquired", sides);
  sides.supporter.redeem(sides.broker);
  static_cast<void>(sides.supporter.engagement->accept());
  sides.to_colleague();
  sides.offer_and_choose();
  both("chosen", sides);
  sides.to_colleague();
  static_cast<void>(sides.supporter.engagement->held(sides.today));
  sides.to_colleague();
  sides.offer_and_choose(2);  // brings the second pass, which waits
  both("pass", sides);
  static_cast<void>(sides.supporter.engagement->end(sides.today));
  sides.to_colleague();
  both("ended", sides);
}

void messages(const Seed& seed) {
  client::SentPass pass{.epoch = 8107,
                        .generation = 2,
                        .pack_secret = random_secret<32>(),
                        .index = 1,
                        .authenticator = random_secret<64>(),
                        .key_id = random_array<32>()};
  client::Enquiry enquiry{.reply_key = random_array<32>(),
                          .secret = random_secret<32>(),
                          .pass = pass.clone(),
                          .means = protocol::Means::kPhone,
                          .value = "01632 960 111",
                          .log = {.size = 99, .root = random_array<32>()}};
  seed("enquiry_message/phone", to_bytes(enquiry.encode().expose()));
  enquiry.means = protocol::Means::kInService;
  enquiry.value.clear();
  seed("enquiry_message/in-service", to_bytes(enquiry.encode().expose()));

  client::Snapshot snapshot;
  snapshot.number = 12;
  snapshot.seen = 9;
  snapshot.key = random_array<32>();
  snapshot.ended = true;
  seed("snapshot_message/ended", to_bytes(snapshot.encode().expose()));
  snapshot.ended = false;
  snapshot.offer = 3;
  snapshot.slots = {{.start = 1'800'000'000, .place = "Room 4"},
                    {.start = 1'800'003'600, .place = ""}};
  seed("snapshot_message/offer", to_bytes(snapshot.encode().expose()));
  snapshot.slots.clear();
  snapshot.choice_offer = 3;
  snapshot.choice_slot = 2;
  pass.index = 3;
  snapshot.pass = std::move(pass);
  seed("snapshot_message/choice-with-pass", to_bytes(snapshot.encode().expose()));
}

void states(const Seed& seed) {
  const auto state = [&](const char* name, const State& of) {
    seed(std::string("locker_state/") + name, written(of));
  };
  State colleague = State::fresh(Role::kColleague);
  state("colleague-new", colleague);
  TwoSides sides;
  sides.accept();
  colleague.packs = std::move(sides.colleague.packs);
  colleague.engagements.push_back(std::move(*sides.colleague.engagement));
  colleague.next_engagement = 2;
  colleague.seen.read.add({1, 2, random_array<32>()});
  colleague.in_flight.emplace().outcome_key = random_secret<32>();
  colleague.in_flight->mark.cells = {random_array<32>()};
  state("colleague-engaged", colleague);

  State supporter = State::fresh(Role::kSupporter);
  state("supporter-new", supporter);
  static_cast<void>(supporter.supporter->key_of(2915));
  supporter.supporter->marks.add(random_array<8>());
  supporter.engagements.push_back(std::move(*sides.supporter.engagement));
  supporter.next_engagement = 2;
  state("supporter-engaged", supporter);
  supporter.supporter->cover.refill(8104, 0, random_secret<32>(),
                                    std::vector<Secret<64>>(protocol::kCoverPasses));
  const ByteArray<32> token_key = voprf::KeyPair::generate().public_key.bytes();
  for (; supporter.redemptions < 2; ++supporter.redemptions) {
    const client::SentPass pass{8104, 0, random_secret<32>(), 1, random_secret<64>(), {}};
    static_cast<void>(
        supporter.supporter->cover.take_given(pass, token_key, "https://sotto.example.org"));
  }
  state("supporter-given", supporter);

  State recipient = State::fresh(Role::kRecipient);
  state("recipient-new", recipient);
  client::HeldConcern held;
  held.number = recipient.recipient->next_concern++;
  held.day = 20'412;
  held.share = random_secret<32>();
  held.received.push_back({2, ristretto::Scalar::random()});
  held.reason = 1;
  held.acknowledged.act = 1;
  recipient.recipient->held.push_back(std::move(held));
  state("recipient-holding", recipient);
}

void concerns(const Seed& seed) {
  const client::CodedConcern codes{
      .drill = true, .steps = {7}, .week = 2915, .answers = {{1, 2}, {3, 1}}};
  seed("concern_codes/drill", to_bytes(codes.encode().expose()));
  seed("concern_fields/two",
       to_bytes(client::encode_fields({{0, "Invented words."}, {2, "And more."}}).expose()));
  client::DecisionRecord record{.day = 20'412,
                                .place = 1,
                                .reason = client::OpeningReason{1},
                                .entry = 12,
                                .acknowledged_at = 13,
                                .outcome_at = 14,
                                .outcome = protocol::OpeningAct{2},
                                .log = {.size = 20},
                                .codes_key = random_secret<32>(),
                                .trace = random_secret<32>()};
  seed("decision_record/whole", record.encode());
  record.acknowledged_at.reset();
  record.outcome_at.reset();
  record.outcome.reset();
  seed("decision_record/opened", record.encode());
}

// Both places taken, by versions 4 and 5 of nothing.
void locker_file(const Seed& seed) {
  const Bytes blob(protocol::kLockerSize);
  seed("locker_file/two-versions", Writer()
                                       .bytes(as_bytes(std::string_view("sotto locker 1\n\0", 16)))
                                       .bytes(ByteArray<16>{1})
                                       .bytes(Hash256{2})
                                       .u64(4)
                                       .bytes(Hash256{3})
                                       .bytes(blob)
                                       .u64(5)
                                       .bytes(Hash256{4})
                                       .bytes(blob)
                                       .take());
}

}  // namespace

void client_seeds(const Seed& seed) {
  const SeededRandom seeded(20261122);  // the same bytes every time
  engagements(seed);
  messages(seed);
  states(seed);
  concerns(seed);
  locker_file(seed);
}

}  // namespace sotto

// A stored engagement: what reads is written as it was, and nothing that a visit does with it
// panics.

#include "client/core/engagement.h"
#include "crypto/base/panic.h"
#include "crypto/primitives/random_testing.h"

namespace {

using namespace sotto;

void visit(client::Engagement& engagement) {
  const SeededRandom seeded(1);
  client::Packs packs;
  static const ByteArray<32> key = voprf::KeyPair::generate().public_key.bytes();
  packs.refill(1, 1, key, Secret<32>(), std::vector<Secret<64>>(6));
  const client::Sending sending{.origin = "sotto.example",
                                .log = {},
                                .today = 20412,
                                .counter = 1,
                                .packs = &packs,
                                .contact = client::Contact{.key = {9}, .week = 2916}};
  engagement.tick(20412, 12, 1, 1);
  client::Snapshot snapshot;
  snapshot.number = 0x7fffffff;
  snapshot.key = {9};
  snapshot.agreed = 3;
  snapshot.held = 1;
  snapshot.choice_offer = engagement.view().offer;
  snapshot.choice_slot = snapshot.choice_offer == 0 ? 0 : 1;
  const auto trials = engagement.trials("sotto.example");
  if (!trials.empty()) (void)engagement.receive(trials.front(), snapshot, 20412);
  engagement.pass_redeemed(true);
  (void)engagement.accept();
  (void)engagement.offer({{.start = 1, .place = "Room 4"}});
  (void)engagement.choose(1);
  (void)engagement.next_cell(sending);
  (void)engagement.held(20412);
  (void)engagement.end(20412);
  (void)engagement.next_cell(sending);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Reader in(ByteView(data, size));
  auto engagement = client::Engagement::read(in);
  if (!engagement || !in.done()) return 0;
  SecretWriter out(client::Engagement::kMaxSize);
  engagement->write(out);
  if (!equal(out.take().expose(), ByteView(data, size))) {
    panic("fuzz: an engagement is written in another way");
  }
  visit(*engagement);
  return 0;
}

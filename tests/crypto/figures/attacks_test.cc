// Every attack first succeeds against a copy of the check that lacks what stops it (weak.h, and the
// copies here), then fails against ours.

#include <gtest/gtest.h>

#include <algorithm>

#include "crypto/primitives/shamir.h"
#include "tests/crypto/figures/weak.h"
#include "tests/crypto/figures/world.h"

namespace sotto::figures {
namespace {

using ristretto::Element;
using ristretto::Scalar;
using testing::base;
using testing::forge;
using testing::honest;
using testing::kQuarter;
using testing::Lie;
using testing::Raw;
using testing::raw_add;
using testing::raw_base;
using testing::raw_sub;
using testing::raw_times;
using testing::values;
using testing::weak_verify;
using testing::Weakness;
using testing::World;

class FiguresAttack : public ::testing::Test {
 protected:
  World world{2, 3};
  SigningPublicKey mallory = SigningKey::generate().public_key;
  Statement statement{world.setting, kQuarter, mallory};

  static std::vector<Lie> lies(Lie first) {
    std::vector<Lie> out;
    out.push_back(std::move(first));
    out.push_back(honest(96));
    out.push_back(honest(200));
    return out;
  }
};

TEST_F(FiguresAttack, TheCopyWithoutAWeaknessIsOurs) {
  const Proof ours = prove(statement, values(0, 255, 100));
  EXPECT_TRUE(weak_verify(statement, ours, {}));
  const Proof theirs = forge(statement, lies(honest(255)), {});
  EXPECT_TRUE(weak_verify(statement, theirs, {}));
  EXPECT_TRUE(verify(statement, theirs));
}

TEST_F(FiguresAttack, ABitOfTwo) {
  Lie lie = honest(0);
  lie.bits[7] = Scalar::from_number(2);  // 256
  lie.v = Scalar::from_number(256);
  const Weakness weakness{.check_bits = false};
  EXPECT_TRUE(weak_verify(
      statement, forge(statement, lies({lie.v.clone(), std::move(lie.bits)}), weakness), weakness));
  for (const std::uint64_t bit : {std::uint64_t{2}, std::uint64_t{1'000'000}}) {
    Lie again = honest(0);
    again.bits[0] = Scalar::from_number(bit);
    again.v = Scalar::from_number(bit);
    EXPECT_FALSE(verify(statement, forge(statement, lies(std::move(again)), {}))) << bit;
  }
}

TEST_F(FiguresAttack, AValueThatTheBitsDoNotSay) {
  Lie lie = honest(96);
  lie.v = Scalar::from_number(1'000'000);
  const Weakness weakness{.check_link = false};
  EXPECT_TRUE(weak_verify(
      statement, forge(statement, lies({lie.v.clone(), honest(96).bits}), weakness), weakness));
  EXPECT_FALSE(verify(statement, forge(statement, lies(std::move(lie)), {})));
}

// A challenge over the commitments alone: the "bit" is chosen after it, and is any number.
Proof forge_after_the_challenge(const Statement& statement, const Weakness& weakness) {
  const Raw& H = value_generator().bytes();
  // An honest proof of zero is made first, for its shape; then its lowest bit is replaced.
  const Scalar r = Scalar::random(), k_v = Scalar::random(), k_r = Scalar::random(),
               k_s = Scalar::random(), k0 = Scalar::random(), l0 = Scalar::random(),
               k1 = Scalar::random(), s0 = Scalar::random();
  std::vector<Scalar> s, k, c1, z1;
  Writer commitments;
  const auto link = [&](const Scalar& a, const Scalar& b, const Scalar& d) {
    const Raw a_H = raw_times(a, H);
    commitments.bytes(raw_base(b));
    commitments.bytes(raw_add(a_H, raw_times(b, statement.setting.Y.bytes())));
    commitments.bytes(raw_add(a_H, raw_base(d)));
  };
  link(k_v, k_r, k_s);
  commitments.bytes(raw_add(raw_base(k0), raw_times(l0, H))).bytes(raw_base(k1));
  for (std::size_t i = 1; i < kBits; ++i) {
    for (auto* list : {&s, &k, &c1, &z1}) list->push_back(Scalar::random());
    const Raw D_minus_H = raw_sub(raw_base(s.back()), H);
    commitments.bytes(raw_base(k.back()));
    commitments.bytes(raw_sub(raw_base(z1.back()), raw_times(c1.back(), D_minus_H)));
  }
  // The other two counters repeat the first: under a weak challenge nobody minds.
  const Bytes once = commitments.take();
  Proof out{testing::weak_challenge(statement, weakness, {}, concat({once, once, once})), {}};
  const Scalar& c = out.c;
  const Scalar x = Scalar::from_number(0) - l0 * c.inverse();  // the "bit", 252 random bits
  Scalar s_sum = s0.clone();
  for (std::size_t i = 1; i < kBits; ++i) s_sum = s_sum + testing::power_of_two(i) * s[i - 1];
  for (std::size_t j = 0; j < kCounters; ++j) {
    const Element C =
        *Element::parse(raw_add(raw_times(x, H), raw_times(r, statement.setting.Y.bytes())));
    CounterProof counter{{base(r), C}, k_v + c * x, k_r + c * r, k_s + c * s_sum, {}};
    const Element D0 = *Element::parse(raw_add(raw_times(x, H), raw_base(s0)));
    counter.bits.push_back({D0, c.clone(), k0 + c * s0, k1.clone()});
    for (std::size_t i = 0; i + 1 < kBits; ++i) {
      const Scalar c0 = c - c1[i];
      counter.bits.push_back({base(s[i]), c0.clone(), k[i] + c0 * s[i], z1[i].clone()});
    }
    out.counters.push_back(std::move(counter));
  }
  return out;
}

TEST_F(FiguresAttack, AWeakChallengeLetsABitBeAnything) {
  const Weakness weakness{.hash_ciphertexts = false};
  const Proof proof = forge_after_the_challenge(statement, weakness);
  EXPECT_TRUE(weak_verify(statement, proof, weakness));
  EXPECT_FALSE(weak_verify(statement, proof, {}));
  EXPECT_FALSE(verify(statement, proof));
  // And the sum that it is in can no longer be read.
  const auto V =
      Element::subtract(proof.counters[0].ciphertext.C,
                        *Element::add(*Element::multiply(world.x_B, proof.counters[0].ciphertext.R),
                                      *Element::multiply(
                                          *[&] {
                                            std::vector<shamir::Share> two;
                                            two.push_back({1, world.shares[0].clone()});
                                            two.push_back({2, world.shares[1].clone()});
                                            return shamir::combine(two);
                                          }(),
                                          proof.counters[0].ciphertext.R)));
  EXPECT_FALSE(DiscreteLog().find(*V, 100'000));
}

TEST_F(FiguresAttack, ACopiedReport) {
  // Mallory sends what Alice has sent, so that the sum holds it twice.
  const Statement alice{world.setting, kQuarter, SigningKey::generate().public_key};
  const Weakness weakness{.hash_identity = false};
  const Proof copied = forge(alice, lies(honest(100)), weakness);
  EXPECT_TRUE(weak_verify(statement, copied, weakness));
  const Proof ours = prove(alice, values(100, 96, 200));
  ASSERT_TRUE(verify(alice, ours));
  EXPECT_FALSE(verify(statement, ours));
}

Proof rerandomised(Proof proof, const Element& Y) {
  for (CounterProof& counter : proof.counters) {
    const Scalar t = Scalar::random();
    counter.ciphertext.R = *Element::add(counter.ciphertext.R, base(t));
    counter.ciphertext.C = *Element::add(counter.ciphertext.C, *Element::multiply(t, Y));
    counter.z_r = counter.z_r + proof.c * t;
  }
  return proof;
}

TEST_F(FiguresAttack, ARerandomisedReport) {
  const Weakness weakness{.hash_ciphertexts = false};
  EXPECT_TRUE(weak_verify(
      statement, rerandomised(forge(statement, lies(honest(100)), weakness), world.setting.Y),
      weakness));
  EXPECT_FALSE(
      verify(statement, rerandomised(prove(statement, values(100, 96, 200)), world.setting.Y)));
}

// What the trustees open of some ciphertexts' sum, whoever they are from.
Totals opened(const World& world, std::span<const Bytes> reports) {
  EncryptedSum sum{kQuarter, 0, {}, {}};
  for (const Bytes& bytes : reports) {
    const auto report = Report::parse(bytes);
    for (std::size_t j = 0; j < kCounters; ++j) {
      const Ciphertext& term = report->proof.counters[j].ciphertext;
      if (sum.reports == 0) {
        sum.counters.push_back(term);
      } else {
        Ciphertext& so_far = sum.counters[j];
        so_far = {*Element::add(so_far.R, term.R), *Element::add(so_far.C, term.C)};
      }
    }
    ++sum.reports;
  }
  std::vector<PartialDecryption> parts;
  for (const std::size_t holder : {0u, 1u, 2u}) parts.push_back(world.partial(sum, holder));
  return *open_sum(world.setting, world.trustees, world.Y_B, sum, parts, DiscreteLog());
}

TEST_F(FiguresAttack, ReportsThatNobodySigned) {
  // The broker drops all but Alice and invents seven. Who adds up whatever proves itself opens
  // Alice, because the broker knows the seven.
  const auto roster = world.roster(8);
  std::vector<Bytes> list = {world.report(0, values(101, 97, 99))};
  for (std::size_t i = 1; i < 8; ++i) {
    Report invented = *Report::parse(list[0]);
    invented.identity = roster[i];
    invented.proof = prove({world.setting, kQuarter, roster[i]}, values(96, 96, 96));
    list.push_back(invented.encode());
  }
  EXPECT_EQ(opened(world, list), (Totals{5, 1, 3}));
  Tally tally(world.setting, kQuarter, roster);
  ASSERT_TRUE(tally.add(list[0]));
  for (std::size_t i = 1; i < 8; ++i) {
    EXPECT_EQ(tally.add(list[i]).error(), TallyRefusal::kSignature);
  }
}

TEST_F(FiguresAttack, ReportsFromOutsideTheRoster) {
  // The same, with people whom the broker has made up: their signatures are good.
  world.roster(8);
  std::vector<Bytes> list = {world.report(0, values(101, 97, 99))};
  for (std::size_t i = 1; i < 8; ++i) list.push_back(world.report(i, values(96, 96, 96)));
  Tally taken_in(world.setting, kQuarter, world.roster(8));  // takes any key that signs
  for (const Bytes& each : list) ASSERT_TRUE(taken_in.add(each));
  EXPECT_TRUE(taken_in.close(kQuarter + 1, {}));
  EXPECT_EQ(opened(world, list), (Totals{5, 1, 3}));
  Tally tally(world.setting, kQuarter, world.roster(1));
  ASSERT_TRUE(tally.add(list[0]));
  for (std::size_t i = 1; i < 8; ++i) {
    EXPECT_EQ(tally.add(list[i]).error(), TallyRefusal::kNotOnRoster);
  }
}

TEST_F(FiguresAttack, AQuarterThatIsReleasedTwice) {
  // The broker shows the trustees nine reports, and another time eight of them. Both are enough.
  world.roster(9);
  std::vector<Bytes> all;
  for (std::size_t i = 0; i < 9; ++i) all.push_back(world.report(i, values(100, 98, 97)));
  all[4] = world.report(4, values(109, 96, 96));
  std::vector<Bytes> without_one = all;
  without_one.erase(without_one.begin() + 4);
  const auto sum_of = [&](std::span<const Bytes> list) {
    Tally tally(world.setting, kQuarter, world.roster(9));
    for (const Bytes& each : list) EXPECT_TRUE(tally.add(each));
    return *tally.close(kQuarter + 1, {});
  };
  // Who keeps nothing between two visits decrypts both, and the difference is one person.
  const EncryptedSum first = sum_of(all), second = sum_of(without_one);
  EXPECT_EQ(opened(world, all)[0] - opened(world, without_one)[0], 13);
  // The log has named one batch before anybody decrypts, and they are two.
  EXPECT_EQ(batch_of(world.genesis, kQuarter, all), first.batch);
  EXPECT_NE(first.batch, second.batch);
  EXPECT_EQ(Tally(world.setting, kQuarter, world.roster(9)).close(kQuarter + 1, kQuarter).error(),
            Withheld::kReleasedBefore);
}

TEST_F(FiguresAttack, AScalarThatIsNotReduced) {
  world.roster(1);
  const Bytes good = world.report(0, values(100, 96, 90));
  const Bytes order = *from_hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  // c, the first counter's z_v, and its lowest bit's c0.
  for (const std::size_t at : {36u, 36u + 32 + 64, 36u + 32 + 160 + 32}) {
    Bytes bad = good;
    unsigned carry = 0;
    for (std::size_t i = 0; i < 32; ++i) {
      carry += bad[at + i] + unsigned{order[i]};
      bad[at + i] = static_cast<std::uint8_t>(carry);
      carry >>= 8;
    }
    // A reader that reduces takes it for the same scalar: one report, two encodings, two hashes.
    ByteArray<64> wide{};
    std::copy_n(bad.begin() + static_cast<std::ptrdiff_t>(at), 32, wide.begin());
    EXPECT_EQ(to_hex(Scalar::reduce(wide).expose()), to_hex(ByteView(good).subspan(at, 32)));
    EXPECT_TRUE(Report::parse(good).has_value());
    EXPECT_FALSE(Report::parse(bad).has_value());
  }
}

TEST_F(FiguresAttack, TheIdentityForAnElement) {
  world.roster(1);
  const Bytes good = world.report(0, values(100, 96, 90));
  const Raw identity{};
  EXPECT_EQ(crypto_core_ristretto255_is_valid_point(identity.data()), 1);  // libsodium takes it
  const std::size_t counter = 160 + 128 * kBits;
  for (std::size_t j = 0; j < kCounters; ++j) {
    std::vector<std::size_t> places = {0, 32};
    for (std::size_t i = 0; i < kBits; ++i) places.push_back(160 + 128 * i);
    for (const std::size_t place : places) {
      Bytes bad = good;
      std::fill_n(bad.begin() + static_cast<std::ptrdiff_t>(68 + j * counter + place), 32,
                  std::uint8_t{0});
      EXPECT_FALSE(Report::parse(bad).has_value()) << j << ' ' << place;
    }
  }
  const Report report = *Report::parse(good);
  const Bytes partial = world.partial(testing::sum_of_one(report), 1).encode();
  for (std::size_t j = 0; j < kCounters; ++j) {
    Bytes bad = partial;
    std::fill_n(bad.begin() + static_cast<std::ptrdiff_t>(1 + 32 * j), 32, std::uint8_t{0});
    EXPECT_FALSE(PartialDecryption::parse(bad).has_value());
  }
}

// A weakened check of partial decryptions: the challenge covers the commitments alone.
Scalar weak_partial_challenge(ByteView commitments) {
  return Scalar::reduce(sha512({commitments}));
}

bool weak_verify_partial(const EncryptedSum& sum, const Element& Y_i,
                         const PartialDecryption& partial) {
  Writer commitments;
  commitments.bytes(raw_sub(raw_base(partial.z), raw_times(partial.c, Y_i.bytes())));
  for (std::size_t j = 0; j < kCounters; ++j) {
    commitments.bytes(raw_sub(raw_times(partial.z, sum.counters[j].R.bytes()),
                              raw_times(partial.c, partial.M[j].bytes())));
  }
  return weak_partial_challenge(commitments.take()) == partial.c;
}

TEST_F(FiguresAttack, AWeakChallengeLetsATrusteeDecryptToAnything) {
  const Report report =
      make_report(world.setting, kQuarter, SigningKey::generate(), values(100, 96, 90));
  const EncryptedSum sum = testing::sum_of_one(report);
  const Scalar& x = world.shares[0];
  // A' is chosen freely, and M after the challenge.
  const Scalar w = Scalar::random(), other = Scalar::random();
  Writer commitments;
  commitments.bytes(raw_base(w));
  for (const Ciphertext& of : sum.counters) commitments.bytes(raw_times(other, of.R.bytes()));
  PartialDecryption wrong{1, {}, weak_partial_challenge(commitments.take()), w.clone()};
  wrong.z = w + wrong.c * x;
  const Scalar factor = x + (w - other) * wrong.c.inverse();
  for (const Ciphertext& of : sum.counters) wrong.M.push_back(*Element::multiply(factor, of.R));
  EXPECT_NE(wrong.M[0], *Element::multiply(x, sum.counters[0].R));
  EXPECT_TRUE(weak_verify_partial(sum, world.trustees.shares[0], wrong));
  EXPECT_FALSE(verify(world.setting, sum, world.trustees.shares[0], wrong));
  std::vector<PartialDecryption> all;
  all.push_back(std::move(wrong));
  all.push_back(world.partial(sum, 2));
  all.push_back(world.partial(sum, kBrokerHolder));
  EXPECT_EQ(open_sum(world.setting, world.trustees, world.Y_B, sum, all, DiscreteLog()).error(),
            TotalRefusal::kProof);
}

TEST_F(FiguresAttack, ARogueKeyOfTheBroker) {
  // Y_B = t G - Y_T makes the tally key t G: the broker reads every report alone.
  const Scalar t = Scalar::random();
  const Element rogue = *Element::subtract(base(t), world.trustees.Y);
  Setting weak = world.setting;
  weak.Y = *Element::add(world.trustees.Y, rogue);  // a tally key without proof of possession
  const Report report = make_report(weak, kQuarter, SigningKey::generate(), values(100, 96, 90));
  ASSERT_TRUE(check_report(weak, report).has_value());
  const Ciphertext& of = report.proof.counters[0].ciphertext;
  EXPECT_EQ(DiscreteLog().find(*Element::subtract(of.C, *Element::multiply(t, of.R)), kMaxValue),
            100u);

  const auto& ceremony = world.certificate.transcript;
  const auto prove_with = [&](const Scalar& secret) {
    return prove_possession(secret, world.genesis, ceremony);
  };
  EXPECT_FALSE(tally_key(world.trustees, rogue, prove_with(t), world.genesis, ceremony));
  EXPECT_FALSE(tally_key(world.trustees, rogue, prove_with(world.x_B), world.genesis, ceremony));
  EXPECT_FALSE(tally_key(world.trustees, rogue, {}, world.genesis, ceremony));
  // A proof of another scheme or ceremony is none.
  const auto good = prove_with(world.x_B);
  EXPECT_TRUE(tally_key(world.trustees, world.Y_B, good, world.genesis, ceremony));
  EXPECT_FALSE(tally_key(world.trustees, world.Y_B, good, Hash256{}, ceremony));
  auto another = ceremony;
  another.ext = {1};
  EXPECT_FALSE(tally_key(world.trustees, world.Y_B, good, world.genesis, another));
}

}  // namespace
}  // namespace sotto::figures

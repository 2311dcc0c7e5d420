#include <gtest/gtest.h>

#include <algorithm>

#include "crypto/base/wire.h"
#include "crypto/cocktail/certificate.h"
#include "crypto/cocktail/suite.h"
#include "crypto/primitives/random_testing.h"
#include "tests/support/vectors.h"

namespace sotto::cocktail {
namespace {

using ristretto::Element;
using ristretto::Scalar;
using sotto::testing::hex;
using sotto::testing::hex_array;
using sotto::testing::hex_list;
using sotto::testing::read_vectors;
using sotto::testing::text;
using sotto::testing::VectorCase;

Element element(ByteView bytes) {
  return *Element::parse(bytes.first<32>());
}

Scalar scalar(ByteView bytes) {
  return *Scalar::parse(bytes.first<32>());
}

std::string name(const std::string& key, std::size_t i) {
  return key + "." + std::to_string(i);
}

// The generator of the vectors: a stream of SHA-512 with a counter.
Bytes stream(const VectorCase& v, std::uint32_t t, std::uint32_t n, std::size_t participant) {
  const std::string label = "round1_participant_" + std::to_string(participant);
  Bytes out;
  for (std::uint64_t counter = 0; counter <= t; ++counter) {
    const Hash512 block = sha512({hex(v, "seed"), as_bytes(kCiphersuiteId), little_endian(t),
                                  little_endian(n), as_bytes(label), little_endian(counter)});
    out.insert(out.end(), block.begin(), block.end());
  }
  return out;
}

class CocktailVectors : public ::testing::TestWithParam<std::size_t> {
 protected:
  CocktailVectors() : v(read_vectors("cocktail_ristretto255").at(GetParam())) {
    t = static_cast<std::uint32_t>(std::stoul(text(v, "t")));
    n = static_cast<std::uint32_t>(std::stoul(text(v, "n")));
    std::vector<Element> P;
    for (const Bytes& key : hex_list(v, "P")) P.push_back(element(key));
    session = *Session::make(hex(v, "session_id"), t, P);
  }
  Scalar d(std::size_t i) const { return scalar(hex(v, name("d", i))); }
  Bytes payload(std::size_t i) const {
    const std::string key = name("payload", i);
    return sotto::testing::has(v, key) ? hex(v, key) : Bytes();
  }
  std::vector<Message1> first_messages() const {
    std::vector<Message1> out;
    for (std::uint32_t i = 1; i <= n; ++i) {
      const FixedRandom random(stream(v, t, n, i));
      out.push_back(*round1(session, i, d(i - 1), payload(i - 1)));
    }
    return out;
  }
  Transcript transcript(const std::vector<Message1>& messages) const {
    return {session, relay(messages, 1).contributions, hex(v, "ext")};
  }
  Certificate certificate(const std::vector<Message1>& messages) const {
    Certificate out{transcript(messages), {}};
    for (std::uint32_t i = 0; i < n; ++i) {
      out.signatures.push_back(certify(out.transcript, d(i)));
    }
    return out;
  }

  VectorCase v;
  std::uint32_t t = 0, n = 0;
  Session session;
};

INSTANTIATE_TEST_SUITE_P(Cctv, CocktailVectors, ::testing::Range<std::size_t>(0, 4));

TEST(CocktailVectors, AreFour) {
  EXPECT_EQ(read_vectors("cocktail_ristretto255").size(), 4u);
}

TEST_P(CocktailVectors, GiveTheContextAndTheFirstMessages) {
  EXPECT_EQ(to_hex(session.context), text(v, "context"));
  const auto messages = first_messages();
  for (std::size_t i = 0; i < n; ++i) {
    const Contribution& ours = messages[i].contribution;
    const std::string number = std::to_string(i);
    const auto C = hex_list(v, "C" + number);
    ASSERT_EQ(ours.C.size(), C.size());
    for (std::size_t k = 0; k < C.size(); ++k) EXPECT_EQ(to_hex(ours.C[k].bytes()), to_hex(C[k]));
    EXPECT_EQ(to_hex(ours.E.bytes()), text(v, name("E", i)));
    EXPECT_EQ(to_hex(ours.PoP), text(v, name("pop", i)));
    EXPECT_EQ(messages[i].c, hex_list(v, "c" + number));
  }
}

TEST_P(CocktailVectors, GiveTheSharesAndTheKey) {
  const auto messages = first_messages();
  for (std::uint32_t i = 1; i <= n; ++i) {
    const auto output = round2(session, i, d(i - 1), relay(messages, i));
    ASSERT_TRUE(output.has_value());
    EXPECT_EQ(to_hex(output->x.expose()), text(v, name("x", i - 1)));
    EXPECT_EQ(to_hex(output->key.Y.bytes()), text(v, "Y"));
    EXPECT_EQ(output->key.t, t);
    ASSERT_EQ(output->key.shares.size(), n);
    for (std::size_t j = 0; j < n; ++j) {
      EXPECT_EQ(to_hex(output->key.shares[j].bytes()), text(v, name("share", j)));
      EXPECT_EQ(to_hex(output->payloads[j].expose()), to_hex(payload(j)));
    }
  }
}

TEST_P(CocktailVectors, GiveTheTranscriptAndItsCertificate) {
  const Certificate made = certificate(first_messages());
  EXPECT_EQ(to_hex(sha512({made.transcript.encode()})), text(v, "transcript_hash"));
  for (std::size_t i = 0; i < n; ++i) {
    EXPECT_EQ(to_hex(made.signatures[i]), text(v, name("sig", i)));
  }
  const auto read = Certificate::parse(made.encode());
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->encode(), made.encode());
  const auto key = verify_certificate(*read, hex(v, "session_id"));
  ASSERT_TRUE(key.has_value());
  EXPECT_EQ(to_hex(key->Y.bytes()), text(v, "Y"));
}

TEST_P(CocktailVectors, ALostShareComesBackFromTheStaticKey) {
  if (!sotto::testing::has(v, "recovered")) {
    EXPECT_GT(n, 3u);  // the vectors have it for three participants
    return;
  }
  const std::uint32_t i = static_cast<std::uint32_t>(std::stoul(text(v, "recovered")));
  const auto x = recover(certificate(first_messages()), hex(v, "session_id"), i, d(i - 1),
                         hex_list(v, "recovery"));
  ASSERT_TRUE(x.has_value());
  EXPECT_EQ(to_hex(x->expose()), text(v, "recovered_x"));
}

TEST_P(CocktailVectors, MessagesAreReadAsTheyAreWritten) {
  const auto messages = first_messages();
  const Bytes first = messages[0].encode();
  EXPECT_EQ(Message1::parse(first, t, n)->encode(), first);
  const Bytes second = relay(messages, n).encode();
  EXPECT_EQ(Message2::parse(second, t, n)->encode(), second);
}

// A ceremony of our own, two of three, for what must not pass.
class CocktailRefuses : public ::testing::Test {
 protected:
  CocktailRefuses() {
    std::vector<Element> P;
    for (int i = 0; i < 3; ++i) {
      keys.push_back(Scalar::random());
      P.push_back(*Element::multiply_base(keys.back()));
    }
    session = *Session::make(as_bytes(kId), 2, P);
    for (std::uint32_t i = 1; i <= 3; ++i) messages.push_back(*round1(session, i, keys[i - 1]));
  }
  Refusal second_round(const Message2& message, std::uint32_t i = 1) const {
    const auto output = round2(session, i, keys[i - 1], message);
    return output ? Refusal{Reason::kSetup, 99} : output.error();
  }
  Certificate certificate() const {
    Certificate out{{session, relay(messages, 1).contributions, {}}, {}};
    for (const Scalar& key : keys) out.signatures.push_back(certify(out.transcript, key));
    return out;
  }
  // The message of a participant who cheats with all that the standard lets them choose.
  Message1 resigned(const Scalar& a0, std::vector<Element> C, const Message1& like) const {
    Writer m;
    m.bytes(session.context);
    for (const Element& c : C) m.bytes(c.bytes());
    m.bytes(like.contribution.E.bytes());
    return {{C, sign(a0, m.take()), like.contribution.E}, like.c};
  }

  static constexpr std::string_view kId = "a ceremony";
  std::vector<Scalar> keys;
  Session session;
  std::vector<Message1> messages;
};

TEST_F(CocktailRefuses, NothingOfAnHonestCeremony) {
  EXPECT_EQ(messages[0].encode().size(), 328u);  // the sizes of docs/spec/figures.md
  EXPECT_EQ(relay(messages, 1).encode().size(), 648u);
  EXPECT_EQ(certificate().encode().size(), 895u);
  for (std::uint32_t i = 1; i <= 3; ++i) {
    auto output = round2(session, i, keys[i - 1], relay(messages, i));
    ASSERT_TRUE(output.has_value());
    EXPECT_EQ(output->key.Y, verify_certificate(certificate(), as_bytes(kId))->Y);
  }
}

TEST_F(CocktailRefuses, ASetupThatIsNone) {
  const auto& P = session.P;
  EXPECT_EQ(Session::make({}, 0, P).error(), Refusal{Reason::kSetup});
  EXPECT_EQ(Session::make({}, 4, P).error(), Refusal{Reason::kSetup});
  EXPECT_EQ(Session::make({}, 1, {}).error(), Refusal{Reason::kSetup});
  EXPECT_EQ(Session::make({}, 2, {P[0], P[1], P[0]}).error(), (Refusal{Reason::kSetup, 3}));
  EXPECT_EQ(round1(session, 0, keys[0]).error().reason, Reason::kSetup);
  EXPECT_EQ(round1(session, 4, keys[0]).error().reason, Reason::kSetup);
  EXPECT_EQ(round1(session, 2, keys[0]).error().reason, Reason::kSetup);
  EXPECT_EQ(round2(session, 2, keys[0], relay(messages, 2)).error().reason, Reason::kSetup);
}

TEST_F(CocktailRefuses, AnotherOrderOrNameOfTheCeremony) {
  const auto& P = session.P;
  EXPECT_NE(Session::make(as_bytes("another"), 2, P)->context, session.context);
  EXPECT_NE(Session::make(as_bytes(kId), 2, {P[1], P[0], P[2]})->context, session.context);
  const Session other = *Session::make(as_bytes("another"), 2, P);
  EXPECT_EQ(round2(other, 1, keys[0], relay(messages, 1)).error(), (Refusal{Reason::kProof, 1}));
}

TEST_F(CocktailRefuses, AMissingParticipant) {
  Message2 message = relay(messages, 1);
  message.contributions.pop_back();
  EXPECT_EQ(second_round(message).reason, Reason::kMissing);
  message = relay(messages, 1);
  message.c.pop_back();
  EXPECT_EQ(second_round(message).reason, Reason::kMissing);
}

TEST_F(CocktailRefuses, ACommitmentToAnotherThreshold) {
  Message2 message = relay(messages, 1);
  message.contributions[1].C.push_back(message.contributions[0].C[0]);
  EXPECT_EQ(second_round(message), (Refusal{Reason::kMessage, 2}));
  message.contributions[1].C.resize(1, message.contributions[0].C[0]);
  EXPECT_EQ(second_round(message), (Refusal{Reason::kMessage, 2}));
}

TEST_F(CocktailRefuses, AProofOfPossessionThatDoesNotHold) {
  for (std::size_t j = 0; j < 3; ++j) {
    Message2 message = relay(messages, 1);
    message.contributions[j].PoP[40] ^= 1;
    EXPECT_EQ(second_round(message), (Refusal{Reason::kProof, static_cast<std::uint32_t>(j + 1)}));
    // Another participant's message in this place.
    message = relay(messages, 1);
    message.contributions[j].E = message.contributions[(j + 1) % 3].E;
    EXPECT_EQ(second_round(message).reason, Reason::kProof);
  }
}

TEST_F(CocktailRefuses, ARogueKey) {
  // Participant 2 of two, having seen C_1, chooses C_2 so that the joint key is t * B, and a share
  // that fits. Checking shares alone lets it pass; nobody can prove possession of it.
  const Session two = *Session::make(as_bytes(kId), 2, {session.P[0], session.P[1]});
  const Message1 honest = *round1(two, 1, keys[0]);
  const Scalar t = Scalar::random();
  const Element tB = *Element::multiply_base(t);
  const Element rogue = *Element::subtract(tB, honest.contribution.C[0]);
  const Scalar share = Scalar::random();
  const std::vector<Element> C = {rogue, *Element::subtract(*Element::multiply_base(share), rogue)};
  // What VSS alone looks at, and the key that would come of it.
  EXPECT_EQ(Element::multiply_base(share), Element::add(C[0], C[1]));
  Message1 message = *round1(two, 2, keys[1]);
  message.contribution.C = C;
  const std::vector<Message1> both = {honest, message};
  EXPECT_EQ(group_key(two, relay(both, 1).contributions)->Y, tB);
  EXPECT_EQ(round2(two, 1, keys[0], relay(both, 1)).error(), (Refusal{Reason::kProof, 2}));
}

TEST_F(CocktailRefuses, ACiphertextThatIsNotForThisParticipant) {
  Message2 message = relay(messages, 1);
  message.c[1] = messages[1].c[2];
  EXPECT_EQ(second_round(message), (Refusal{Reason::kDecryption, 2}));
  message = relay(messages, 1);
  message.c[2][5] ^= 1;
  EXPECT_EQ(second_round(message), (Refusal{Reason::kDecryption, 3}));
}

TEST_F(CocktailRefuses, AShareThatIsNotTheCommittedOne) {
  // Participant 2 commits to one polynomial and sends shares of another.
  const Scalar a0 = Scalar::random();
  const std::vector<Element> C = {*Element::multiply_base(a0),
                                  *Element::multiply_base(Scalar::random())};
  messages[1] = resigned(a0, C, messages[1]);
  EXPECT_EQ(second_round(relay(messages, 1)), (Refusal{Reason::kShare, 2}));
}

TEST_F(CocktailRefuses, TranscriptsThatDiffer) {
  // The coordinator shows participant 3 another message of participant 1.
  auto other = messages;
  other[0] = *round1(session, 1, keys[0]);
  ASSERT_TRUE(round2(session, 3, keys[2], relay(other, 3)).has_value());
  Certificate mixed = certificate();
  const Transcript seen_by_3{session, relay(other, 3).contributions, {}};
  mixed.signatures[2] = certify(seen_by_3, keys[2]);
  EXPECT_EQ(verify_certificate(mixed, as_bytes(kId)).error(), (Refusal{Reason::kCertificate, 3}));
  // The extension is signed too.
  mixed = certificate();
  mixed.transcript.ext = {1};
  EXPECT_EQ(verify_certificate(mixed, as_bytes(kId)).error().reason, Reason::kCertificate);
}

TEST_F(CocktailRefuses, ACertificateWithoutEverySignature) {
  Certificate short_of_one = certificate();
  short_of_one.signatures.pop_back();
  EXPECT_EQ(verify_certificate(short_of_one, as_bytes(kId)).error().reason, Reason::kMissing);
  EXPECT_EQ(Certificate::parse(short_of_one.encode()).error().reason, Reason::kMissing);
}

TEST_F(CocktailRefuses, ACertificateOfAnotherCeremony) {
  EXPECT_EQ(verify_certificate(certificate(), as_bytes("another")).error().reason, Reason::kSetup);
}

TEST_F(CocktailRefuses, RecoveryWithWhatIsNotTheLostShare) {
  std::vector<Bytes> mine;
  for (const Message1& message : messages) mine.push_back(message.c[0]);
  EXPECT_TRUE(recover(certificate(), as_bytes(kId), 1, keys[0], mine).has_value());
  EXPECT_EQ(recover(certificate(), as_bytes(kId), 1, keys[1], mine).error().reason, Reason::kSetup);
  EXPECT_EQ(recover(certificate(), as_bytes(kId), 2, keys[1], mine).error(),
            (Refusal{Reason::kDecryption, 1}));
  mine.pop_back();
  EXPECT_EQ(recover(certificate(), as_bytes(kId), 1, keys[0], mine).error().reason,
            Reason::kMissing);
}

TEST_F(CocktailRefuses, TheIdentityWhereverAnElementBelongs) {
  const Bytes good = messages[0].encode();
  for (const std::size_t at : {0u, 32u, 128u}) {  // C_0, C_1, E
    Bytes bad = good;
    std::fill_n(bad.begin() + static_cast<std::ptrdiff_t>(at), 32, std::uint8_t{0});
    EXPECT_EQ(Message1::parse(bad, 2, 3).error(), Reason::kElement);
    bad = good;
    std::fill_n(bad.begin() + static_cast<std::ptrdiff_t>(at), 32, std::uint8_t{0xff});
    EXPECT_EQ(Message1::parse(bad, 2, 3).error(), Reason::kElement);
  }
  // Commitments that are good each but sum up to the identity.
  const Session two = *Session::make({}, 1, {session.P[0], session.P[1]});
  const Element C = messages[0].contribution.C[0];
  const Element opposite = *Element::multiply(Scalar::from_number(0) - Scalar::from_number(1), C);
  std::vector<Contribution> both = {{{C}, {}, C}, {{opposite}, {}, C}};
  EXPECT_EQ(group_key(two, both).error(), (Refusal{Reason::kElement, 2}));
  // R of a signature.
  SchnorrSignature signature = sign(keys[0], as_bytes("m"));
  ASSERT_TRUE(verify(session.P[0], as_bytes("m"), signature));
  std::fill_n(signature.begin(), 32, std::uint8_t{0});
  EXPECT_FALSE(verify(session.P[0], as_bytes("m"), signature));
}

TEST_F(CocktailRefuses, ASignatureWithAScalarThatIsNotReduced) {
  SchnorrSignature signature = sign(keys[0], as_bytes("m"));
  // z + the group order, which is the same scalar in other bytes.
  const Bytes order = *from_hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  unsigned carry = 0;
  for (std::size_t i = 0; i < 32; ++i) {
    carry += signature[32 + i] + unsigned{order[i]};
    signature[32 + i] = static_cast<std::uint8_t>(carry);
    carry >>= 8;
  }
  EXPECT_FALSE(verify(session.P[0], as_bytes("m"), signature));
}

TEST_F(CocktailRefuses, MessagesThatAreCutOrLonger) {
  const Bytes first = messages[0].encode();
  const Bytes second = relay(messages, 1).encode();
  const Bytes last = certificate().encode();
  for (std::size_t size = 0; size < first.size(); ++size) {
    EXPECT_FALSE(Message1::parse(ByteView(first).first(size), 2, 3)) << size;
  }
  for (std::size_t size = 0; size < second.size(); ++size) {
    EXPECT_FALSE(Message2::parse(ByteView(second).first(size), 2, 3)) << size;
  }
  for (std::size_t size = 0; size < last.size(); ++size) {
    EXPECT_FALSE(Certificate::parse(ByteView(last).first(size))) << size;
  }
  const ByteArray<1> more{};
  EXPECT_FALSE(Message1::parse(concat({first, more}), 2, 3));
  EXPECT_FALSE(Message2::parse(concat({second, more}), 2, 3));
  EXPECT_FALSE(Certificate::parse(concat({last, more})));
}

TEST_F(CocktailRefuses, ACiphertextOfAnImpossibleLength) {
  for (const std::size_t size : {std::size_t{47}, kMaxCiphertext + 1}) {
    Message1 message = messages[0];
    message.c[1].resize(size);
    EXPECT_EQ(Message1::parse(message.encode(), 2, 3).error(), Reason::kMessage);
  }
  Message1 message = messages[0];
  message.c[1].resize(kMaxCiphertext);
  EXPECT_TRUE(Message1::parse(message.encode(), 2, 3));
}

TEST_F(CocktailRefuses, EveryFlippedBitOfACertificate) {
  const Bytes good = certificate().encode();
  ASSERT_TRUE(verify_certificate(*Certificate::parse(good), as_bytes(kId)).has_value());
  for (std::size_t i = 0; i < good.size(); ++i) {
    Bytes bad = good;
    bad[i] ^= 1;
    const auto read = Certificate::parse(bad);
    EXPECT_FALSE(read && verify_certificate(*read, as_bytes(kId))) << i;
  }
}

}  // namespace
}  // namespace sotto::cocktail

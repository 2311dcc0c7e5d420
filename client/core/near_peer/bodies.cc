#include "client/core/near_peer/bodies.h"

#include <algorithm>

#include "crypto/protocol/text.h"

namespace sotto::client {
namespace {

bool read_flag(Reader& in, bool& out) {
  std::uint8_t flag = 0;
  if (!in.u8(flag) || flag > 1) return false;
  out = flag == 1;
  return true;
}

bool is_short(std::string_view text, std::size_t max) {
  return text.size() <= max && protocol::is_plain_text(text);
}

void write_paired(Writer& out, const PairedWith& with) {
  out.bytes(with.pair).bytes(with.key).bytes(with.mail);
  out.text16(with.name).text16(with.email).text16(with.grade);
  out.u8(static_cast<std::uint8_t>(with.met.size()));
  for (const std::string& each : with.met) out.text16(each);
  out.u8(with.opted_out ? 1 : 0);
}

bool read_paired(Reader& in, PairedWith& with) {
  std::uint8_t met = 0;
  if (!in.fixed(with.pair) || !in.fixed(with.key) || !in.fixed(with.mail) ||
      !in.text16(with.name) || !is_person_name(with.name) || !in.text16(with.email) ||
      !(with.email.empty() || is_email(with.email)) || !in.text16(with.grade) ||
      !is_short(with.grade, protocol::NearPeer::kGradeMax) || !in.u8(met)) {
    return false;
  }
  with.met.resize(met);
  for (std::string& each : with.met) {
    if (!in.text16(each)) return false;
  }
  return are_characteristics(with.met) && read_flag(in, with.opted_out) &&
         with.has_come() == (with.mail != X25519PublicKey{});
}

}  // namespace

bool is_peer_text(std::string_view text) {
  return !text.empty() && is_short(text, kPeerTextMax);
}

Bytes ApplicationLetter::encode() const {
  return Writer().bytes(mail).bytes(application.encode()).take();
}

std::optional<ApplicationLetter> ApplicationLetter::parse(ByteView wire) {
  Reader in(wire);
  ApplicationLetter out;
  ByteView rest;
  if (!in.fixed(out.mail) || !in.view(in.left(), rest)) return std::nullopt;
  auto application = Application::parse(rest);
  if (!application) return std::nullopt;
  out.application = std::move(*application);
  return out;
}

Bytes Hello::encode() const {
  return Writer().bytes(invitation).bytes(mail).take();
}

std::optional<Hello> Hello::parse(ByteView wire) {
  Reader in(wire);
  Hello out;
  if (!in.fixed(out.invitation) || !in.fixed(out.mail) || !in.done()) return std::nullopt;
  return out;
}

Bytes StandingLetter::encode() const {
  return Writer().u8(static_cast<std::uint8_t>(standing)).u8(tell ? 1 : 0).take();
}

std::optional<StandingLetter> StandingLetter::parse(ByteView wire) {
  Reader in(wire);
  StandingLetter out;
  std::uint8_t standing = 0;
  if (!in.u8(standing) || standing == 0 ||
      standing > static_cast<std::uint8_t>(Standing::kWithdrawn) || !read_flag(in, out.tell) ||
      !in.done()) {
    return std::nullopt;
  }
  out.standing = static_cast<Standing>(standing);
  return out;
}

Bytes AboutPair::encode() const {
  return Writer().bytes(pair).text16(text).take();
}

std::optional<AboutPair> AboutPair::parse(ByteView wire) {
  Reader in(wire);
  AboutPair out;
  if (!in.fixed(out.pair) || !in.text16(out.text) || !is_short(out.text, kPeerTextMax) ||
      !in.done()) {
    return std::nullopt;
  }
  return out;
}

Bytes AboutScheme::encode() const {
  return Writer().bytes(once).text16(text).take();
}

std::optional<AboutScheme> AboutScheme::parse(ByteView wire) {
  Reader in(wire);
  AboutScheme out;
  if (!in.fixed(out.once) || !in.text16(out.text) || !is_peer_text(out.text) || !in.done()) {
    return std::nullopt;
  }
  return out;
}

Bytes Wishes::encode() const {
  Writer out;
  out.u8(static_cast<std::uint8_t>(words.size()));
  for (const std::string& each : words) out.text16(each);
  return out.take();
}

std::optional<Wishes> Wishes::parse(ByteView wire) {
  Reader in(wire);
  Wishes out;
  std::uint8_t count = 0;
  if (!in.u8(count) || count > kCharacteristicsMax) return std::nullopt;
  out.words.resize(count);
  for (std::string& each : out.words) {
    if (!in.text16(each)) return std::nullopt;
  }
  if (!are_characteristics(out.words) || !in.done()) return std::nullopt;
  return out;
}

Bytes Introduction::encode() const {
  Writer out;
  out.text16(name).text16(grade).u8(static_cast<std::uint8_t>(pairs.size()));
  for (const PairedWith& with : pairs) write_paired(out, with);
  return out.take();
}

std::optional<Introduction> Introduction::parse(ByteView wire) {
  Reader in(wire);
  Introduction out;
  std::uint8_t count = 0;
  if (!in.text16(out.name) || !in.text16(out.grade) || !in.u8(count) || count > kPairsMax) {
    return std::nullopt;
  }
  const bool nobody = out.name.empty() && out.grade.empty() && count == 0;
  if (!nobody &&
      !(is_person_name(out.name) && is_short(out.grade, protocol::NearPeer::kGradeMax))) {
    return std::nullopt;
  }
  out.pairs.resize(count);
  for (PairedWith& with : out.pairs) {
    if (!read_paired(in, with)) return std::nullopt;
  }
  for (std::size_t i = 1; i < count; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (out.pairs[i].pair == out.pairs[j].pair) return std::nullopt;
    }
  }
  if (!in.done()) return std::nullopt;
  return out;
}

bool PairFeedback::is_valid() const {
  return std::ranges::all_of(answers, [](std::uint8_t a) { return a >= 1 && a <= 4; }) &&
         is_short(text, kPeerTextMax);
}

Bytes PairFeedback::encode() const {
  return Writer().bytes(answers).text16(text).take();
}

std::optional<PairFeedback> PairFeedback::parse(ByteView wire) {
  Reader in(wire);
  PairFeedback out;
  if (!in.fixed(out.answers) || !in.text16(out.text) || !in.done() || !out.is_valid()) {
    return std::nullopt;
  }
  return out;
}

Bytes encode_agreement(const SignedAgreement& agreement) {
  Writer out;
  out.u8(static_cast<std::uint8_t>((agreement.supportee ? 1 : 0) | (agreement.supporter ? 2 : 0)));
  if (agreement.supportee) out.bytes(*agreement.supportee);
  if (agreement.supporter) out.bytes(*agreement.supporter);
  return out.vec16(agreement.agreement.encode()).take();
}

std::optional<SignedAgreement> parse_agreement(ByteView wire) {
  Reader in(wire);
  SignedAgreement out;
  std::uint8_t signatures = 0;
  Bytes agreement;
  if (!in.u8(signatures) || signatures > 3) return std::nullopt;
  if ((signatures & 1) != 0 && !in.fixed(out.supportee.emplace())) return std::nullopt;
  if ((signatures & 2) != 0 && !in.fixed(out.supporter.emplace())) return std::nullopt;
  if (!in.vec16(agreement) || !in.done()) return std::nullopt;
  auto parsed = Agreement::parse(agreement);
  if (!parsed) return std::nullopt;
  out.agreement = std::move(*parsed);
  return out;
}

}  // namespace sotto::client

// What a locker holds of a near-peer scheme, as bytes.

#include <algorithm>

#include "client/core/near_peer/peer.h"
#include "client/core/near_peer/statement.h"

namespace sotto::client {
namespace {

using protocol::Role;

bool read_bool(Reader& in, bool& out) {
  std::uint8_t value = 0;
  if (!in.u8(value) || value > 1) return false;
  out = value == 1;
  return true;
}

void write_pair(SecretWriter& out, const PeerPair& pair) {
  out.u32(pair.number).u32(pair.since);
  out.vec16(Introduction{pair.with.name, {}, {pair.with}}.encode());
  pair.channel.write(out);
  out.vec16(pair.agreement ? encode_agreement(*pair.agreement) : Bytes{});
  out.vec16(pair.feedback ? pair.feedback->encode() : Bytes{});
  out.u32(pair.reminded).u8(pair.came_back ? 1 : 0);
}

bool read_pair(Reader& in, PeerPair& pair) {
  Bytes with, agreement, feedback;
  if (!in.u32(pair.number) || !in.u32(pair.since) || !in.vec16(with)) return false;
  auto told = Introduction::parse(with);
  if (!told || told->pairs.size() != 1 || told->name != told->pairs[0].name ||
      !told->grade.empty()) {
    return false;
  }
  pair.with = std::move(told->pairs[0]);
  auto channel = Channel::read(in);
  if (!channel || !in.vec16(agreement) || !in.vec16(feedback) || !in.u32(pair.reminded) ||
      !read_bool(in, pair.came_back)) {
    return false;
  }
  pair.channel = std::move(*channel);
  if (!agreement.empty() && !(pair.agreement = parse_agreement(agreement))) return false;
  return feedback.empty() || (pair.feedback = PairFeedback::parse(feedback)).has_value();
}

std::size_t size_of(const PeerPair& pair) {
  std::size_t out = 4 + 4 + 2 + Introduction{pair.with.name, {}, {pair.with}}.encode().size();
  out += pair.channel.size() + 2 + 2 + 4 + 1;
  if (pair.agreement) out += encode_agreement(*pair.agreement).size();
  if (pair.feedback) out += pair.feedback->encode().size();
  return out;
}

}  // namespace

std::size_t PeerState::size() const {
  std::size_t out = 1 + 32 + 32 + 2 + name_.size() + 2 + grade_.size() + 1 + 1 + director_.size() +
                    4 + 1 + 2 + statement_.size() + 2;
  if (!about_scheme_.body.empty()) out += about_scheme_.body.size() + 1 + 4 + 32 + 4;
  for (const PeerPair& each : pairs_) out += size_of(each);
  return out;
}

bool PeerState::fits() const {
  return size() <= (role_ == Role::kColleague ? kDoctorMax : kSupporterMax);
}

void PeerState::write(SecretWriter& out) const {
  out.u8(static_cast<std::uint8_t>(role_)).bytes(identity_.seed.expose());
  out.bytes(mail_.secret.expose()).text16(name_).text16(grade_);
  out.u8(static_cast<std::uint8_t>(standing_)).u8(joined_ ? 1 : 0);
  director_.write(out);
  out.u32(next_pair_).u8(static_cast<std::uint8_t>(pairs_.size()));
  for (const PeerPair& each : pairs_) write_pair(out, each);
  const AboutSchemeSaid& said = about_scheme_;
  out.text16(statement_).vec16(said.body);
  if (!said.body.empty()) out.u8(said.left).u32(said.sent).bytes(said.to).u32(said.day);
}

bool PeerState::read_said(Reader& in, bool knows_resaid, AboutSchemeSaid& said) {
  if (!in.vec16(said.body)) return false;
  if (knows_resaid && said.body.empty()) return true;
  if (!in.u8(said.left) || said.left > kAboutSchemeTimes || !in.u32(said.sent)) return false;
  if (said.body.empty()) return said.left == 0;
  if (knows_resaid && (!in.fixed(said.to) || !in.u32(said.day))) return false;
  return AboutScheme::parse(said.body).has_value();
}

std::optional<PeerState> PeerState::read(Reader& in, bool knows_resaid) {
  PeerState out;
  Secret<32> identity, mail;
  std::uint8_t role = 0, standing = 0, count = 0;
  if (!in.u8(role) || role == 0 || role > static_cast<std::uint8_t>(Role::kSupporter) ||
      !in.secret(identity) || !in.secret(mail) || !in.text16(out.name_) ||
      !(out.name_.empty() || is_person_name(out.name_)) || !in.text16(out.grade_) ||
      out.grade_.size() > protocol::NearPeer::kGradeMax || !in.u8(standing) || standing == 0 ||
      standing > static_cast<std::uint8_t>(Standing::kWithdrawn) || !read_bool(in, out.joined_)) {
    return std::nullopt;
  }
  out.role_ = static_cast<Role>(role);
  out.standing_ = static_cast<Standing>(standing);
  out.identity_ = SigningKey::from_seed(std::move(identity));
  out.mail_ = X25519KeyPair::from_secret(std::move(mail));
  auto director = Channel::read(in);
  if (!director || !in.u32(out.next_pair_) || !in.u8(count) || count > kPairsMax) {
    return std::nullopt;
  }
  out.director_ = std::move(*director);
  out.pairs_.resize(count);
  for (PeerPair& each : out.pairs_) {
    if (!read_pair(in, each) || each.number == 0 || each.number >= out.next_pair_ ||
        out.pair(each.number) != &each || out.pair(each.with.pair) != &each) {
      return std::nullopt;
    }
  }
  if (!in.text16(out.statement_) || out.statement_.size() > kStatementMax ||
      !read_said(in, knows_resaid, out.about_scheme_)) {
    return std::nullopt;
  }
  // What was written before took less room.
  if (!knows_resaid && !out.fits()) out.about_scheme_ = {};
  if (!out.fits()) return std::nullopt;
  return out;
}

PeerState PeerState::clone() const {
  SecretWriter out(size());
  write(out);
  const SecretBytes bytes = out.take();
  Reader in(bytes.expose());
  auto copy = read(in);
  if (!copy || !in.done()) panic("peer: what was written does not read");
  return std::move(*copy);
}

}  // namespace sotto::client

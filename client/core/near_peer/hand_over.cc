#include "client/core/near_peer/hand_over.h"

#include "crypto/hpke/hpke.h"
#include "crypto/primitives/hkdf.h"

namespace sotto::client {
namespace {

constexpr std::string_view kHandedMagic = "sotto handed desk 1\n";
constexpr std::string_view kHandedLabel = "sotto/v1/desk-handed";
constexpr std::size_t kHandedHead = kHandedMagic.size() + hpke::kEncSize;

hpke::Schedule handed_schedule(const Hash256& genesis, const protocol::Code& code) {
  const Secret<32> psk = derive<32>(kHandedLabel, {code.bytes.expose(), genesis});
  const Bytes info = Writer().bytes(as_bytes(kHandedLabel)).u8(0).bytes(genesis).take();
  return hpke::Schedule::psk(info, {.psk = psk.expose(), .id = as_bytes(kHandedLabel)});
}

}  // namespace

std::optional<Bytes> hand_over(const DirectorsDesk& desk, const X25519PublicKey& successor,
                               const protocol::Code& code) {
  auto sender = hpke::Sender::setup(successor, handed_schedule(desk.genesis, code));
  if (!sender) return std::nullopt;
  const Bytes sealed = sender->seal(as_bytes(kHandedMagic), encode_people(desk).expose());
  return concat({as_bytes(kHandedMagic), sender->enc(), sealed});
}

bool is_handed_desk(ByteView file) {
  return file.size() >= kHandedHead &&
         equal(file.first(kHandedMagic.size()), as_bytes(kHandedMagic));
}

std::expected<void, TakeOverRefusal> take_over(DirectorsDesk& desk, ByteView file,
                                               const protocol::Code& code) {
  if (!desk.desk.doctors().empty() || !desk.desk.supporters().empty()) {
    return std::unexpected(TakeOverRefusal::kNotEmpty);
  }
  if (!is_handed_desk(file)) return std::unexpected(TakeOverRefusal::kNotHanded);
  hpke::Enc enc{};
  Reader in(file.subspan(kHandedMagic.size()));
  ByteView sealed;
  if (!in.fixed(enc) || !in.view(in.left(), sealed)) panic("hand over: a head that is too short");
  auto receiver = hpke::Receiver::setup(enc, desk.sealing, handed_schedule(desk.genesis, code));
  const auto plaintext = receiver ? receiver->open(as_bytes(kHandedMagic), sealed) : std::nullopt;
  DirectorsDesk draft{desk.genesis, {}, desk.signing.clone(), Desk(desk.desk.policy())};
  draft.sealing = desk.sealing.clone();
  if (!plaintext || !read_people(draft, plaintext->expose())) {
    return std::unexpected(TakeOverRefusal::kNotYours);
  }
  draft.mail.parts = desk.mail.parts;
  // The parts of before opened nothing that was sealed to this key: all of it is read again, and
  // what the desk knows it takes once.
  for (const auto role : {protocol::Role::kColleague, protocol::Role::kSupporter}) {
    draft.mail.has_read(role) = {};
  }
  desk = std::move(draft);
  return {};
}

}  // namespace sotto::client

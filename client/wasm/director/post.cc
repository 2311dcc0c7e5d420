// What the desk's parts carry in their visits, and what they bring (docs/spec/near-peer.md,
// "Calendar").

#include "client/core/names.h"
#include "client/core/near_peer/desk_view.h"
#include "client/wasm/director/director.h"
#include "client/wasm/director/module.h"
#include "crypto/base/panic.h"
#include "crypto/protocol/code.h"

namespace sotto::client::wasm {
namespace {

constexpr std::size_t kCommits = 2;  // of a part's visit

std::uint8_t parts_of(const OpenDesk& open) {
  return open.scheme.near_peer->desk_parts;
}

void write_invitation(Json& out, const OpenDesk& open, std::uint32_t row) {
  const protocol::Code code{Secret<10>::from(open.desk.mail.invitation(row, open.desk.keys()))};
  out.object().member("number", row);
  out.member("typed", protocol::typed_form(code, open.desk.genesis)).end_object();
}

}  // namespace

void director_invitations() {
  const OpenDesk& open = open_desk();
  const DeskMail& mail = open.desk.mail;
  Json& out = begin().object().key("invitations").list();
  for (const DoctorRow& row : open.desk.desk.doctors()) {
    const bool left = row.standing == Standing::kWithdrawn;
    if (!left && !mail.has_come(row.number)) write_invitation(out, open, row.number);
  }
  for (const SupporterRow& row : open.desk.desk.supporters()) {
    if (!row.withdrawn && !mail.has_come(row.number)) write_invitation(out, open, row.number);
  }
  out.end_list().end_object();
}

void director_round() {
  begin();
  OpenDesk& open = open_desk();
  DirectorsDesk& desk = open.desk;
  const DirectorKeys keys = desk.keys();
  desk.mail.refresh(desk.desk, keys);
  open.post.clear();
  for (std::uint8_t part = 0; part < desk.mail.parts; ++part) {
    const protocol::Role role = role_of_part(part, parts_of(open));
    const std::size_t cells =
        role == protocol::Role::kSupporter ? protocol::kSupporterCells : protocol::kColleagueCells;
    open.post.push_back(desk.mail.cells(role, cells * kCommits, desk.desk, keys, desk.genesis));
  }
}

void director_part(std::uint32_t part) {
  begin();
  if (part >= parts_of(open_desk())) panic("director: no such part");
  const Secret<32> root = root_of_part(open_desk().keys, static_cast<std::uint8_t>(part));
  director().bytes = SecretBytes::from(root.expose());
}

void director_post(std::uint32_t part) {
  begin();
  OpenDesk& open = open_desk();
  Reader in(director().input.expose());
  std::string address;
  ByteView rest;
  if (!in.text16(address) || !in.view(in.left(), rest)) panic("director: this is no address");
  Secret<10> code;
  std::uint8_t enrols = 0;
  const protocol::Role role = role_of_part(static_cast<std::uint8_t>(part), parts_of(open));
  if (!rest.empty()) {
    if (part != open.desk.mail.parts) panic("director: not the next part");
    auto slip = protocol::parse_slip({reinterpret_cast<const char*>(rest.data()), rest.size()});
    if (!slip) return say_refusal(name(slip.error()));
    if (!slip->matches(open.desk.genesis)) return say_refusal("wrong_log");
    code = std::move(slip->code.bytes);
    enrols = static_cast<std::uint8_t>(role);
  }
  const bool has_post = enrols == 0 && part < open.post.size();
  const std::vector<Bytes> cells = has_post ? open.post[part] : std::vector<Bytes>();
  const DayMarks& read = open.desk.mail.has_read(role);
  SecretWriter out(32 + 2 + address.size() + 1 + 10 + 32 + read.size() +
                   cells.size() * protocol::kCellSize);
  out.bytes(open.desk.genesis).text16(address).u8(enrols).bytes(code.expose());
  out.bytes(open.desk.sealing.secret.expose());
  read.write(out);
  for (const Bytes& cell : cells) out.bytes(cell);
  director().bytes = out.take();
}

void director_take(std::uint32_t part, double now) {
  begin();
  OpenDesk& open = open_desk();
  std::vector<Letter> letters;
  Reader in(director().input.expose());
  auto read = DayMarks::read(in);
  if (!read) panic("director: these are no letters");
  while (!in.done()) {
    Bytes message;
    auto letter = in.vec16(message) ? Letter::parse(message) : std::nullopt;
    if (!letter) panic("director: these are no letters");
    letters.push_back(std::move(*letter));
  }
  DirectorsDesk& desk = open.desk;
  const auto news = desk.mail.take(letters, desk.desk, desk.keys(), desk.genesis, date_of(now));
  desk.mail.has_read(role_of_part(static_cast<std::uint8_t>(part), parts_of(open))) =
      std::move(*read);
  Json& out = director().text.object();
  out.key("news").list();
  for (const MailEvent& each : news) {
    out.object().member("what", client::name(each.news)).member("number", each.row).end_object();
  }
  out.end_list().key("desk");
  write_desk(out, open, date_of(now));
  out.end_object();
}

void director_enrolled(double now) {
  OpenDesk& open = open_desk();
  if (open.desk.mail.parts >= parts_of(open)) panic("director: the desk has all its parts");
  ++open.desk.mail.parts;
  write_desk(begin(), open, date_of(now));
}

}  // namespace sotto::client::wasm

// The director's letters as bytes.

#include <algorithm>

#include "client/core/near_peer/mail.h"

namespace sotto::client {
namespace {

constexpr std::size_t kPeopleMax = kDeskDoctorsMax + kDeskSupportersMax + DeskMail::kStrangersMax;

}  // namespace

bool DeskMail::read_claim(Reader& in, Correspondent& each) {
  Bytes wire;
  if (!in.u32(each.claims)) return false;
  if (each.claims == 0) return true;
  if (each.claims == each.row || !in.vec16(wire)) return false;
  each.application = Application::parse(wire);
  return each.application.has_value();
}

std::size_t DeskMail::size() const {
  std::size_t out = 1 + 2 + 2 + renewed_.size() * 5 + 2 + 2 + once_.size() * 16 + 4 +
                    heard_doctors_.size() + heard_supporters_.size();
  for (const Correspondent& each : people_) {
    out += 4 + 32 + 32 + 1 + each.channel.size() + 32 + 4;
    if (each.application) out += 2 + each.application->encode().size();
  }
  for (const RelationshipNote& each : notes_) out += 4 + 4 + 4 + 2 + each.text.size();
  return out;
}

void DeskMail::write(SecretWriter& out) const {
  out.u8(parts).u16(static_cast<std::uint16_t>(people_.size()));
  for (const Correspondent& each : people_) {
    out.u32(each.row).bytes(each.key).bytes(each.mail).u8(each.tell_opted_out ? 1 : 0);
    each.channel.write(out);
    out.bytes(each.told).u32(each.claims);
    if (each.application) out.vec16(each.application->encode());
  }
  out.u16(static_cast<std::uint16_t>(renewed_.size()));
  for (const Renewed& each : renewed_) out.u32(each.row).u8(each.times);
  out.u16(static_cast<std::uint16_t>(notes_.size()));
  for (const RelationshipNote& each : notes_) {
    out.u32(each.from).u32(each.about).u32(each.day).text16(each.text);
  }
  out.u16(static_cast<std::uint16_t>(once_.size()));
  for (const auto& each : once_) out.bytes(each);
  out.u32(sent_);
  heard_doctors_.write(out);
  heard_supporters_.write(out);
}

std::optional<DeskMail> DeskMail::read(Reader& in, bool knows_claims) {
  DeskMail out;
  std::uint16_t count = 0;
  if (!in.u8(out.parts) || out.parts > kPartsMax || !in.u16(count) || count > kPeopleMax) {
    return std::nullopt;
  }
  for (std::uint16_t i = 0; i < count; ++i) {
    Correspondent each;
    std::uint8_t tell = 0;
    if (!in.u32(each.row) || !in.fixed(each.key) || !in.fixed(each.mail) || !in.u8(tell) ||
        tell > 1) {
      return std::nullopt;
    }
    each.tell_opted_out = tell == 1;
    auto channel = Channel::read(in);
    if (!channel || !in.fixed(each.told) || out.find(each.key) != nullptr ||
        out.has_come(each.row)) {
      return std::nullopt;
    }
    each.channel = std::move(*channel);
    if (knows_claims && !read_claim(in, each)) return std::nullopt;
    out.people_.push_back(std::move(each));
  }
  if (!in.u16(count) || count > kPeopleMax) return std::nullopt;
  for (std::uint16_t i = 0; i < count; ++i) {
    Renewed each;
    if (!in.u32(each.row) || !in.u8(each.times) || each.times == 0) return std::nullopt;
    out.renewed_.push_back(each);
  }
  if (!in.u16(count) || count > kNotesMax) return std::nullopt;
  for (std::uint16_t i = 0; i < count; ++i) {
    RelationshipNote each;
    if (!in.u32(each.from) || !in.u32(each.about) || !in.u32(each.day) ||
        each.day > protocol::kLastDate || !in.text16(each.text) || !is_peer_text(each.text)) {
      return std::nullopt;
    }
    out.notes_.push_back(std::move(each));
  }
  if (!in.u16(count) || count > kOnceMax) return std::nullopt;
  out.once_.resize(count);
  for (auto& each : out.once_) {
    if (!in.fixed(each)) return std::nullopt;
  }
  if (!in.u32(out.sent_)) return std::nullopt;
  auto doctors = DayMarks::read(in);
  if (!doctors) return std::nullopt;
  auto supporters = DayMarks::read(in);
  if (!supporters) return std::nullopt;
  out.heard_doctors_ = std::move(*doctors);
  out.heard_supporters_ = std::move(*supporters);
  return out;
}

}  // namespace sotto::client

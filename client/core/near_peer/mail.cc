#include "client/core/near_peer/mail.h"

#include <algorithm>
#include <utility>

#include "client/core/near_peer/desk_view.h"
#include "crypto/primitives/hkdf.h"

namespace sotto::client {
namespace {

using protocol::Role;

Bytes number_bytes(std::uint32_t number) {
  return Writer().u32(number).take();
}

PairId pair_id(const DoctorRow& doctor, const DirectorKeys& keys) {
  return to_array(
      derive<16>("sotto/v1/pair", {keys.desk.expose(), number_bytes(doctor.number),
                                   number_bytes(doctor.supporter), number_bytes(doctor.since)})
          .expose());
}

LetterKind introduction_kind(std::uint32_t row, const Desk& desk) {
  return desk.doctor(row) != nullptr ? LetterKind::kIntroduction : LetterKind::kDoctors;
}

bool is_paired(const DoctorRow& doctor) {
  return doctor.supporter != 0 && doctor.standing != Standing::kWithdrawn;
}

}  // namespace

DirectorKeys director_keys(SigningKey signing, X25519KeyPair sealing) {
  Secret<32> desk = derive<32>("sotto/v1/desk-secret", {signing.seed.expose()});
  return {std::move(signing), std::move(sealing), std::move(desk)};
}

Role role_of_part(std::uint8_t part, std::uint8_t parts) {
  return part < (parts + 1) / 2 ? Role::kSupporter : Role::kColleague;
}

Secret<32> root_of_part(const LockerKeys& keys, std::uint8_t part) {
  const ByteArray<1> salt{part};
  return derive<32>("sotto/v1/desk-part", {keys.seal.expose()}, salt);
}

LockerKeys keys_of_part(const LockerKeys& keys, std::uint8_t part) {
  return keys_of(root_of_part(keys, part));
}

Invitation DeskMail::invitation(std::uint32_t row, const DirectorKeys& keys) const {
  const auto renewed = std::ranges::find(renewed_, row, &Renewed::row);
  const ByteArray<1> times{renewed == renewed_.end() ? std::uint8_t{0} : renewed->times};
  return to_array(
      derive<10>("sotto/v1/invitation", {keys.desk.expose(), number_bytes(row), times}).expose());
}

void DeskMail::renew_invitation(std::uint32_t row) {
  std::erase_if(people_, [row](const Correspondent& each) { return each.row == row; });
  const auto renewed = std::ranges::find(renewed_, row, &Renewed::row);
  if (renewed == renewed_.end()) {
    renewed_.push_back({row, 1});
  } else if (renewed->times < 0xff) {
    ++renewed->times;
  }
}

const DeskMail::Correspondent* DeskMail::find(std::uint32_t row) const {
  const auto found = std::ranges::find(people_, row, &Correspondent::row);
  return found == people_.end() ? nullptr : &*found;
}

DeskMail::Correspondent* DeskMail::find(const SigningPublicKey& key) {
  const auto found = std::ranges::find(people_, key, &Correspondent::key);
  return found == people_.end() ? nullptr : &*found;
}

const Application* DeskMail::claim(std::uint32_t supporter) const {
  const auto found = std::ranges::find(people_, supporter, &Correspondent::claims);
  return supporter == 0 || found == people_.end() ? nullptr : &*found->application;
}

Desk::Done DeskMail::settle_claim(std::uint32_t supporter, bool theirs, Desk& desk) {
  auto found = std::ranges::find(people_, supporter, &Correspondent::claims);
  if (supporter == 0 || found == people_.end()) return std::unexpected(DeskRefusal::kNoClaim);
  if (theirs) {
    if (const auto done = desk.apply_again(supporter, *found->application); !done) return done;
    const SigningPublicKey key = found->key;
    std::erase_if(people_, [&](const Correspondent& each) { return each.row == supporter; });
    found = std::ranges::find(people_, key, &Correspondent::key);
    found->row = supporter;
  }
  found->drop_claim();
  return {};
}

bool DeskMail::has_notes(std::uint32_t row) const {
  return std::ranges::any_of(notes_, [row](const RelationshipNote& each) {
    return each.from == row || each.about == row;
  });
}

void DeskMail::settle_notes(std::uint32_t row) {
  std::erase_if(notes_, [row](const RelationshipNote& each) {
    return each.from == row || each.about == row;
  });
}

void DeskMail::forget(std::uint32_t row, const Desk& desk) {
  std::erase_if(renewed_, [row](const Renewed& each) { return each.row == row; });
  const auto found = std::ranges::find(people_, row, &Correspondent::row);
  if (row == 0 || found == people_.end()) return;
  const SigningPublicKey key = found->key;
  const X25519PublicKey mail = found->mail;
  Channel channel = std::move(found->channel);
  people_.erase(found);
  channel.drop_all();
  channel.put(introduction_kind(row, desk), Introduction{}.encode());
  Correspondent& now = *stranger(key);
  now.mail = mail;
  now.channel = std::move(channel);
}

// Somebody new is remembered while their first letter comes in parts, and answered.
DeskMail::Correspondent* DeskMail::stranger(const SigningPublicKey& key) {
  const auto strangers = std::ranges::count(people_, 0u, &Correspondent::row);
  if (static_cast<std::size_t>(strangers) >= kStrangersMax) {
    // The oldest, and of those whose application waits only when there is nobody else.
    auto oldest = std::ranges::find_if(
        people_, [](const Correspondent& each) { return each.row == 0 && each.claims == 0; });
    if (oldest == people_.end()) oldest = std::ranges::find(people_, 0u, &Correspondent::row);
    people_.erase(oldest);
  }
  Correspondent out;
  out.key = key;
  people_.push_back(std::move(out));
  return &people_.back();
}

std::optional<std::uint32_t> DeskMail::row_of(const Invitation& invitation, const Desk& desk,
                                              const DirectorKeys& keys) const {
  const auto is = [&](std::uint32_t row) { return this->invitation(row, keys) == invitation; };
  for (const DoctorRow& row : desk.doctors()) {
    if (is(row.number)) return row.number;
  }
  for (const SupporterRow& row : desk.supporters()) {
    if (is(row.number)) return row.number;
  }
  return std::nullopt;
}

// --- what comes ---

std::vector<MailEvent> DeskMail::take(const std::vector<Letter>& found, Desk& desk,
                                      const DirectorKeys& keys, const Hash256& genesis,
                                      protocol::Date today) {
  std::vector<MailEvent> news;
  for (const Letter& letter : found) {
    if (letter.kind == LetterKind::kAboutScheme) {
      take_about_scheme(letter, desk);
      continue;
    }
    if (!letter.is_signed(keys.sealing.public_key, genesis)) continue;
    const bool first = letter.kind == LetterKind::kApplication || letter.kind == LetterKind::kHello;
    Correspondent* from = find(letter.sender);
    if (from == nullptr && first) from = stranger(letter.sender);
    if (from == nullptr) continue;
    const auto taken = from->channel.take(letter);
    if (!taken) continue;
    if (first) {
      take_first(*from, *taken, desk, keys, news);
    } else if (from->row != 0 && taken->kind == LetterKind::kStanding) {
      const auto standing = StandingLetter::parse(taken->body);
      if (standing) take_standing(*from, *standing, desk, news);
    } else if (from->row != 0 && taken->kind == LetterKind::kWishes) {
      auto wishes = Wishes::parse(taken->body);
      if (wishes) take_wishes(*from, std::move(*wishes), desk, news);
    } else if (from->row != 0) {
      take_about(*from, *taken, desk, keys, today, news);
    }
  }
  return news;
}

void DeskMail::take_first(Correspondent& from, const Channel::Taken& taken, Desk& desk,
                          const DirectorKeys& keys, std::vector<MailEvent>& news) {
  if (taken.kind == LetterKind::kApplication) {
    auto letter = ApplicationLetter::parse(taken.body);
    if (!letter) return;
    from.mail = letter->mail;
    take_application(from, std::move(letter->application), desk, news);
    return;
  }
  const auto hello = Hello::parse(taken.body);
  if (!hello) return;
  from.mail = hello->mail;
  const auto row = row_of(hello->invitation, desk, keys);
  // An invitation is used once; the director renews it for whoever lost their words.
  if (from.row != 0 || !row || has_come(*row)) return;
  from.row = *row;
  from.drop_claim();
  news.push_back({MailNews::kCame, from.row});
}

void DeskMail::take_application(Correspondent& from, Application application, Desk& desk,
                                std::vector<MailEvent>& news) {
  const SupporterRow* const own = desk.supporter(from.row);
  if (from.row != 0 && own == nullptr) return;
  from.told = {};  // they may have forgotten everything
  // What somebody types as their address proves nothing.
  const SupporterRow* const known = desk.supporter_of(application.email);
  if (known != nullptr && known != own) {
    for (Correspondent& each : people_) {
      if (each.claims == known->number) each.drop_claim();
    }
    from.claims = known->number;
    from.application = std::move(application);
    news.push_back({MailNews::kAppliedElsewhere, known->number});
    return;
  }
  from.drop_claim();  // the newest counts
  if (own != nullptr) {
    const bool same = !own->withdrawn && own->application.encode() == application.encode();
    if (same || !desk.apply_again(from.row, std::move(application))) return;
    news.push_back({MailNews::kAppliedAgain, from.row});
    return;
  }
  if (!desk.apply(std::move(application))) return;
  from.row = desk.supporters().back().number;
  news.push_back({MailNews::kApplied, from.row});
}

void DeskMail::take_standing(Correspondent& from, const StandingLetter& letter, Desk& desk,
                             std::vector<MailEvent>& news) {
  const bool doctor = desk.doctor(from.row) != nullptr;
  Desk::Done done = std::unexpected(DeskRefusal::kNoSuchRow);
  MailNews what = MailNews::kWithdrew;
  switch (letter.standing) {
    case Standing::kIn:
      done = desk.opt_in(from.row);
      what = MailNews::kOptedIn;
      break;
    case Standing::kOptedOut:
      done = desk.opt_out(from.row);
      what = MailNews::kOptedOut;
      break;
    case Standing::kWithdrawn:
      done = doctor ? desk.withdraw_doctor(from.row) : desk.withdraw_supporter(from.row);
      break;
  }
  if (!done) return;
  from.tell_opted_out = letter.tell;
  news.push_back({what, from.row});
}

void DeskMail::take_wishes(const Correspondent& from, Wishes letter, Desk& desk,
                           std::vector<MailEvent>& news) {
  const DoctorRow* const doctor = desk.doctor(from.row);
  if (doctor == nullptr || doctor->wishes == letter.words) return;
  if (!desk.set_wishes(from.row, std::move(letter.words))) return;
  news.push_back({MailNews::kWished, from.row});
}

void DeskMail::take_about(const Correspondent& from, const Channel::Taken& taken, Desk& desk,
                          const DirectorKeys& keys, protocol::Date today,
                          std::vector<MailEvent>& news) {
  auto about = AboutPair::parse(taken.body);
  if (!about) return;
  const auto doctor = std::ranges::find_if(desk.doctors(), [&](const DoctorRow& row) {
    return is_paired(row) && (row.number == from.row || row.supporter == from.row) &&
           pair_id(row, keys) == about->pair;
  });
  const bool is_now = doctor != desk.doctors().end();
  if (taken.kind == LetterKind::kAnotherPairing) {
    if (!is_now || !desk.change_pairing(doctor->number)) return;
    news.push_back({MailNews::kAnotherPairing, from.row});
  } else if (taken.kind == LetterKind::kRelationship && is_peer_text(about->text)) {
    if (notes_.size() == kNotesMax) notes_.erase(notes_.begin());
    const std::uint32_t other = !is_now                      ? 0
                                : doctor->number == from.row ? doctor->supporter
                                                             : doctor->number;
    notes_.push_back({from.row, other, today, std::move(about->text)});
    news.push_back({MailNews::kAboutRelationship, from.row});
  }
}

void DeskMail::take_about_scheme(const Letter& letter, Desk& desk) {
  const auto about = AboutScheme::parse(letter.piece);
  if (!about || std::ranges::find(once_, about->once) != once_.end()) return;
  if (!desk.feedback().add(about->text)) return;
  if (once_.size() == kOnceMax) once_.erase(once_.begin());
  once_.push_back(about->once);
}

// --- what goes ---

PairedWith DeskMail::other_side(std::uint32_t row) const {
  PairedWith out;
  if (const Correspondent* const other = row != 0 ? find(row) : nullptr) {
    out.key = other->key;
    out.mail = other->mail;
  }
  return out;
}

std::optional<Introduction> DeskMail::introduction(std::uint32_t row, const Desk& desk,
                                                   const DirectorKeys& keys) const {
  const auto& grades = desk.policy().grades;
  if (const DoctorRow* const doctor = desk.doctor(row)) {
    Introduction out{doctor->name, grades[doctor->grade], {}};
    const SupporterRow* const supporter =
        is_paired(*doctor) ? desk.supporter(doctor->supporter) : nullptr;
    if (supporter == nullptr) return out;
    PairedWith with = other_side(supporter->number);
    with.pair = pair_id(*doctor, keys);
    with.name = supporter->application.name;
    with.grade = grades[supporter->grade];
    with.met = fared(desk, *doctor).met;
    out.pairs.push_back(std::move(with));
    return out;
  }
  const SupporterRow* const supporter = desk.supporter(row);
  if (supporter == nullptr) return std::nullopt;
  Introduction out{supporter->application.name, grades[supporter->grade], {}};
  for (const DoctorRow& doctor : desk.doctors()) {
    if (doctor.supporter != row || !is_paired(doctor) || out.pairs.size() == kPairsMax) continue;
    PairedWith with = other_side(doctor.number);
    const Correspondent* const came = find(doctor.number);
    with.pair = pair_id(doctor, keys);
    with.name = doctor.name;
    with.email = doctor.email;
    with.grade = grades[doctor.grade];
    with.opted_out =
        doctor.standing == Standing::kOptedOut && came != nullptr && came->tell_opted_out;
    out.pairs.push_back(std::move(with));
  }
  return out;
}

void DeskMail::refresh(const Desk& desk, const DirectorKeys& keys) {
  for (Correspondent& each : people_) {
    const auto told = introduction(each.row, desk, keys);
    if (!told) continue;
    Bytes body = told->encode();
    const Hash256 hash = sha256({body});
    if (hash == each.told) continue;
    if (each.channel.put(introduction_kind(each.row, desk), std::move(body))) each.told = hash;
  }
}

// Who has no row yet is answered by every part: on which side they are is not known.
bool DeskMail::is_for(const Correspondent& each, Role part, const Desk& desk) {
  bool doctor = desk.doctor(each.row) != nullptr;
  if (each.row == 0) {
    doctor = each.channel.waits(LetterKind::kIntroduction);
    if (!doctor && !each.channel.waits(LetterKind::kDoctors)) return true;
  }
  return doctor == (part == Role::kSupporter);
}

std::vector<Bytes> DeskMail::cells(Role part, std::size_t count, const Desk& desk,
                                   const DirectorKeys& keys, const Hash256& genesis) {
  std::vector<Correspondent*> turn;
  for (Correspondent& each : people_) {
    if (each.channel.has_something() && is_for(each, part, desk)) turn.push_back(&each);
  }
  std::ranges::sort(turn, {}, [](const Correspondent* each) {
    return std::pair(each->channel.last_sent, each->row);
  });
  std::vector<Bytes> out;
  for (Correspondent* const each : turn) {
    // All parts of a letter while there is room.
    for (std::uint8_t part_of = 0, parts_of = 1; part_of < parts_of && out.size() < count;
         ++part_of) {
      const auto letter = each->channel.next();
      if (!letter) break;
      parts_of = letter->parts;
      each->channel.last_sent = ++sent_;
      auto cell = seal_letter(*letter, &keys.signing, each->mail, genesis);
      if (cell) out.push_back(std::move(*cell));
    }
  }
  return out;
}

bool DeskMail::put_statement(std::uint32_t supporter, const std::string& statement) {
  const auto found = std::ranges::find(people_, supporter, &Correspondent::row);
  if (supporter == 0 || found == people_.end()) return false;
  return found->channel.put(LetterKind::kStatement, to_bytes(as_bytes(statement)));
}

}  // namespace sotto::client

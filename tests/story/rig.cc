#include "tests/story/rig.h"

#include <unistd.h>

#include <fstream>
#include <future>
#include <map>
#include <stdexcept>

#include "broker/founded.h"
#include "broker/init.h"
#include "broker/tables.h"
#include "client/core/roster.h"
#include "crypto/primitives/random.h"
#include "crypto/protocol/code.h"

namespace sotto::testing {
namespace fs = std::filesystem;

using client::Visit;
using protocol::UnixTime;

TestFolder::TestFolder() {
  const fs::path base = fs::exists("/dev/shm") ? fs::path("/dev/shm") : fs::temp_directory_path();
  std::string name = (base / "sotto-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no test folder");
  path_ = name;
}

TestFolder::~TestFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

protocol::Policy Rig::test_policy() {
  protocol::Policy policy;
  policy.origin = "sotto.example/test";
  policy.title = "Test scheme";
  policy.time_zone = "Europe/London";
  policy.calendar.epoch_days = 10;
  policy.lead_signatures = 2;
  policy.publish_every = 6 * 3600;
  policy.means = {protocol::Means::kInService, protocol::Means::kPhone,
                  protocol::Means::kPersonalEmail};
  return policy;
}

Rig::Rig(Options options) : leads{SigningKey::generate(), SigningKey::generate()} {
  data_ = home_.path() / "data";
  clock_.time = options.start;
  found(options.policy);
  open_broker();
}

Rig::~Rig() {
  broker_.reset();
  store_.reset();
}

void Rig::found(const protocol::Policy& policy) {
  auto draft = broker::init_folder(data_.string(), policy,
                                   {leads[0].public_key, leads[1].public_key}, now());
  if (!draft) throw std::runtime_error(draft.error());
  const auto entry = protocol::Entry::parse(*draft);
  const auto& genesis = std::get<protocol::Genesis>(entry->body);
  const Bytes message = protocol::genesis_message(entry->day, genesis);
  auto founded = broker::found_folder(data_.string(),
                                      {sign(leads[0], protocol::kGenesisLabel, message),
                                       sign(leads[1], protocol::kGenesisLabel, message)},
                                      now());
  if (!founded) throw std::runtime_error(founded.error());
}

void Rig::open_broker() {
  auto store = broker::Store::open(data_.string(), broker::all_tables(), broker::repair_slots);
  if (!store) throw std::runtime_error(store.error());
  store_ = std::move(*store);
  auto founded = broker::load_founded(data_.string(), store_->files());
  if (!founded) throw std::runtime_error(founded.error());
  const std::uint32_t every = founded->scheme.policy.publish_every;
  genesis_ = founded->scheme.genesis;
  broker_ = std::make_unique<broker::Broker>(
      *store_, std::move(founded->scheme), std::move(founded->log), clock_,
      broker::Broker::Options{.workers = 2, .next_publish = [every](UnixTime after) {
                                return (after / every + 1) * every;
                              }});
  if (!broker_->do_duties()) throw std::runtime_error("duties");
}

void Rig::restart() {
  broker_.reset();
  store_.reset();
  open_broker();
}

void Rig::advance_to(UnixTime time) {
  while (now() < time) {
    clock_.time = std::min(time, (now() / 3600 + 1) * 3600);
    if (!broker_->do_duties()) throw std::runtime_error("duties");
  }
}

Secret<10> Rig::new_code() {
  protocol::Code code = protocol::Code::generate();
  const auto until = broker_->scheme().policy.calendar.day(now()) + 365;
  if (!broker_->import_codes({code.hash()}, until)) throw std::runtime_error("codes");
  return std::move(code.bytes);
}

Person Rig::enrol(const std::string& name, protocol::Role role) {
  // Argon2id is tested where it belongs; here it would be minutes.
  client::LockerKeys keys{random_array<32>(), SigningKey::generate(), random_secret<32>()};
  Person person{name, role, keys.clone(), 0};
  Visit visit = Visit::enrol(std::move(keys), {to_bytes(genesis_)}, new_code(), role, now());
  run(visit, {}, 60, {});
  ++person.visits;
  return person;
}

void Rig::list(Person& supporter) {
  std::optional<protocol::Proposal> proposal;
  Visit published = visit(supporter, [&](Visit& visit) {
    const auto applied = visit.apply(client::intent::PublishListing{
        {.fields = {{"name", supporter.name}, {"specialty", "Anaesthetics"}}}});
    if (!applied) throw std::runtime_error("listing");
    proposal = visit.own_proposal();
  });
  const auto day = broker_->scheme().policy.calendar.day(now());
  const auto& everybody = published.everybody();
  auto ask = [&](const std::optional<client::RosterCall>& call) {
    if (!call || !call->open(exchange(call->request()))) throw std::runtime_error("roster");
  };
  ask(client::RosterCall::propose(everybody, *proposal, day));
  for (std::uint8_t lead = 0; lead < 2; ++lead) {
    ask(client::RosterCall::sign(everybody, {lead, leads[lead].clone()}, *proposal, day));
  }
}

Visit Rig::visit(Person& person, const std::function<void(Visit&)>& act, UnixTime stay,
                 const Trouble& trouble) {
  Visit visit = Visit::open(person.keys.clone(), {to_bytes(genesis_)}, now());
  run(visit, act, stay, trouble);
  ++person.visits;
  return visit;
}

void Rig::run(Visit& visit, const std::function<void(Visit&)>& act, UnixTime stay,
              const Trouble& trouble) {
  const UnixTime leave_at = now() + stay;
  bool acted = false;
  bool left = false;
  std::uint32_t commits = 0;
  for (;;) {
    if (visit.opened() && !acted) {
      acted = true;
      if (act) act(visit);
    }
    const client::Step step = visit.next(now());
    if (const auto* send = std::get_if<client::Send>(&step)) {
      const bool commit = acted && send->request.body.size() > 0;
      if (commit) ++commits;
      if (commit && commits == trouble.server_error) {
        transcript.push_back({"POST", send->request.path, send->request.body.size(), 503, 0});
        visit.no_answer(now());
        continue;
      }
      const client::Response response = carry(send->request);
      if (commit && commits == trouble.lost_answer) {
        visit.no_answer(now());
      } else {
        visit.answer(response, now());
      }
    } else if (const auto* wait = std::get_if<client::Wait>(&step)) {
      advance_to(std::min(wait->until, std::max(leave_at, now())));
      if (now() >= leave_at && !left) {
        left = true;
        visit.leave();
      }
    } else {
      return;
    }
  }
}

client::Response Rig::exchange(const client::Request& request) {
  broker::http::Request http;
  http.method = request.body.empty() ? "GET" : "POST";
  http.target = request.path;
  http.content_type = request.body.empty() ? "" : "message/ohttp-req";
  http.body = request.body;
  std::promise<client::Response> promise;
  broker_->handle(std::move(http), [&](broker::http::Response response) {
    promise.set_value({response.status, to_bytes(broker::http::body_of(response))});
  });
  return promise.get_future().get();
}

client::Response Rig::carry(const client::Request& request) {
  client::Response response = exchange(request);
  transcript.push_back({request.body.empty() ? "GET" : "POST", request.path, request.body.size(),
                        response.status, response.body.size()});
  return response;
}

std::string Rig::disk_shape() const {
  std::string out;
  const broker::Snapshot snapshot = store_->snapshot();
  const auto rows_of = [&](const broker::TableRef& table, const std::string& name) {
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> shapes;
    snapshot.scan_prefix(table, {}, [&](ByteView key, ByteView value) {
      ++shapes[{key.size(), value.size()}];
      return true;
    });
    for (const auto& [shape, count] : shapes) {
      out += name + " " + std::to_string(shape.first) + "+" + std::to_string(shape.second) + " x " +
             std::to_string(count) + "\n";
    }
  };
  for (const broker::Table& table : broker::all_tables().tables) rows_of(table, table.name);
  const auto epoch =
      broker_->scheme().policy.calendar.epoch(broker_->scheme().policy.calendar.day(now()));
  for (const auto& family : broker::all_tables().families) {
    rows_of(family.of(broker::table_number(epoch, 0)), family.name);
  }
  std::map<std::string, std::uintmax_t> files;
  for (const auto& entry : fs::recursive_directory_iterator(data_)) {
    // LMDB's data file alone is left out: its size depends on the random keys of its rows.
    if (entry.is_regular_file() && entry.path().filename() != "data.mdb") {
      files[fs::relative(entry.path(), data_).string()] = entry.file_size();
    }
  }
  for (const auto& [name, size] : files) out += name + " " + std::to_string(size) + "\n";
  return out;
}

}  // namespace sotto::testing

#include "broker/store/writer.h"

#include <algorithm>
#include <future>
#include <set>
#include <utility>

#include "broker/store/disk.h"
#include "crypto/base/panic.h"

namespace sotto::broker {

// --- Decision ---

Decision& Decision::put(const TableRef& table, Bytes key, Bytes value) {
  changes_.push_back({Change::Kind::kPut, table, std::move(key), std::move(value)});
  return *this;
}

Decision& Decision::erase(const TableRef& table, Bytes key) {
  changes_.push_back({Change::Kind::kErase, table, std::move(key), {}});
  return *this;
}

Decision& Decision::create(const TableRef& table) {
  changes_.push_back({Change::Kind::kCreate, table, {}, {}});
  return *this;
}

Decision& Decision::drop(const TableRef& table) {
  changes_.push_back({Change::Kind::kDrop, table, {}, {}});
  return *this;
}

Decision& Decision::append(std::string name, Bytes bytes) {
  files_.push_back({FileChange::Kind::kAppend, std::move(name), std::move(bytes)});
  return *this;
}

Decision& Decision::replace(std::string name, Bytes bytes) {
  files_.push_back({FileChange::Kind::kReplace, std::move(name), std::move(bytes)});
  return *this;
}

Decision& Decision::remove(std::string name) {
  files_.push_back({FileChange::Kind::kRemove, std::move(name), {}});
  return *this;
}

Decision& Decision::write_slot(std::uint32_t index, SlotPayload payload) {
  slots_.push_back({index, std::move(payload)});
  return *this;
}

Decision& Decision::overwrite_slot(std::uint32_t index) {
  slots_.push_back({index, std::nullopt});
  return *this;
}

std::optional<SlotPayload> GroupView::slot(std::uint32_t index) const {
  const auto pending = pending_->find(index);
  if (pending == pending_->end()) return erasable_->read(index);
  met_pending_ = true;
  // The decision will be thrown away, but it must not meet tables and slots that do not fit.
  if (!pending->second.payload) return std::nullopt;
  return pending->second.payload->clone();
}

// --- Writer ---

// What the decided jobs of one group want.
struct Writer::Group {
  struct Answer {
    Job job;
    Bytes answer;
  };
  struct File {
    FileChange change;
    std::optional<FileRow> before;
    std::optional<FileRow> after;
  };
  std::vector<Answer> answers;
  std::map<std::string, File> files;
  GroupView::Pending slots;
  bool changed = false;
};

Writer::Writer(const Env& env, Erasable& erasable, Files& files, std::string folder,
               Options options)
    : env_(env),
      erasable_(erasable),
      files_(files),
      folder_(std::move(folder)),
      options_(std::move(options)),
      thread_([this] { run(); }) {}

Writer::~Writer() {
  stop();
}

bool Writer::submit(Job job) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || queue_.size() >= kQueueJobs) return false;
    queue_.push_back(std::move(job));
  }
  wake_.notify_one();
  return true;
}

bool Writer::between_groups(const std::function<void()>& task) {
  std::promise<void> finished;
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return false;
    tasks_.emplace_back([&] {
      task();
      finished.set_value();
    });
  }
  wake_.notify_one();
  finished.get_future().wait();
  return true;
}

void Writer::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

Writer::Counters Writer::counters() const {
  return {jobs_done_, commits_, largest_group_};
}

void Writer::step(Step step) const {
  if (options_.at_step) options_.at_step(step);
}

bool Writer::space_is_short() const {
  if (env_.nearly_full()) return true;
  return (options_.free_space ? options_.free_space() : free_space(folder_)) < kReservedSpace;
}

void Writer::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return stopping_ || !queue_.empty() || !tasks_.empty(); });
    if (!tasks_.empty()) {
      auto task = std::move(tasks_.front());
      tasks_.pop_front();
      lock.unlock();
      task();
      lock.lock();
    } else if (!queue_.empty()) {
      std::deque<Job> jobs = take_group();
      lock.unlock();
      run_group(std::move(jobs));
      lock.lock();
    } else {
      return;  // stopping, and nothing that was accepted is left
    }
  }
}

// Called with mutex_ held.
std::deque<Job> Writer::take_group() {
  std::deque<Job> jobs;
  std::size_t bytes = 0;
  while (!queue_.empty() && jobs.size() < kGroupJobs) {
    bytes += queue_.front().weight;
    if (!jobs.empty() && bytes > kGroupBytes) break;
    jobs.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  return jobs;
}

// To the front, in their order: a job never overtakes an earlier one.
void Writer::give_back(std::deque<Job> jobs) {
  const std::lock_guard lock(mutex_);
  while (!jobs.empty()) {
    queue_.push_front(std::move(jobs.back()));
    jobs.pop_back();
  }
}

void Writer::answer(Job& job, Outcome outcome) {
  jobs_done_ += 1;
  job.done(std::move(outcome));
}

void Writer::run_group(std::deque<Job> jobs) {
  Group group;
  bool applied = false;
  {
    Transaction transaction = env_.begin();
    applied = decide_all(jobs, transaction, group);
    step(Step::kDecided);
    if (applied && group.changed) applied = make_durable(transaction, group);
  }
  if (applied) {
    give_back(std::move(jobs));  // those that must wait for this group
    largest_group_ = std::max<std::uint64_t>(largest_group_, group.answers.size());
  } else {
    for (Job& job : jobs) answer(job, {true, {}});
  }
  // Everything that these answers promise is durable.
  for (Group::Answer& decided : group.answers) {
    answer(decided.job, applied ? Outcome{false, std::move(decided.answer)} : Outcome{true, {}});
  }
}

// Moves jobs from the front of `jobs` into the group until one of them has to wait for the group's
// slots or files. False: the map or the disk is full.
bool Writer::decide_all(std::deque<Job>& jobs, Transaction& transaction, Group& group) {
  const bool space_short = space_is_short();
  while (!jobs.empty()) {
    Job& job = jobs.front();
    if (space_short && job.grows) {
      answer(job, {true, {}});
      jobs.pop_front();
      continue;
    }
    const GroupView view(transaction, erasable_, group.slots);
    Decision decision = job.decide(view);
    if (view.met_pending_ || collides(decision, group)) return true;
    if (!stage(decision, transaction, group)) return false;
    group.answers.push_back({std::move(job), std::move(decision.answer)});
    jobs.pop_front();
  }
  return true;
}

// A slot is written once a group: its next content may follow from what is durable. A file is
// changed in one way a group; only what is appended adds up.
bool Writer::collides(const Decision& decision, const Group& group) const {
  std::set<std::uint32_t> slots;
  for (const SlotWrite& write : decision.slots_) {
    if (!slots.insert(write.index).second) panic("writer: one decision writes a slot twice");
    if (group.slots.contains(write.index)) return true;
  }
  std::set<std::string> files;
  for (const FileChange& change : decision.files_) {
    if (!files.insert(change.name).second) panic("writer: one decision changes a file twice");
    const auto earlier = group.files.find(change.name);
    if (earlier == group.files.end()) continue;
    if (change.kind != FileChange::Kind::kAppend ||
        earlier->second.change.kind != FileChange::Kind::kAppend) {
      return true;
    }
  }
  return false;
}

bool Writer::stage(Decision& decision, Transaction& transaction, Group& group) {
  using Kind = Decision::Change::Kind;
  if (!decision.empty()) group.changed = true;
  for (const Decision::Change& change : decision.changes_) {
    const bool ok = change.kind == Kind::kPut
                        ? transaction.put(change.table, change.key, change.value)
                    : change.kind == Kind::kErase  ? transaction.erase(change.table, change.key)
                    : change.kind == Kind::kCreate ? transaction.create(change.table)
                                                   : transaction.drop(change.table);
    if (!ok) return false;
  }
  for (FileChange& change : decision.files_) {
    const auto before = file_row(transaction, change.name);
    std::optional<FileRow> after;
    if (change.kind == FileChange::Kind::kAppend) {
      after = {(before ? before->length : 0) + change.bytes.size(), std::nullopt};
    } else if (change.kind == FileChange::Kind::kReplace) {
      after = {change.bytes.size(), sha256({change.bytes})};
    }
    const ByteView name = as_bytes(change.name);
    const bool ok =
        after ? transaction.put(kFiles, name, after->encode()) : transaction.erase(kFiles, name);
    if (!ok) return false;
    const auto earlier = group.files.find(change.name);
    if (earlier == group.files.end()) {
      const std::string key = change.name;
      group.files.emplace(key, Group::File{std::move(change), before, after});
    } else {
      Bytes& bytes = earlier->second.change.bytes;
      bytes.insert(bytes.end(), change.bytes.begin(), change.bytes.end());
      earlier->second.after = after;
    }
  }
  for (SlotWrite& write : decision.slots_) {
    const std::uint32_t index = write.index;
    group.slots.emplace(index, std::move(write));
  }
  return true;
}

// The order of a commit. At every point, what a crash leaves is brought to the state before or
// after the whole group by the next start, with the same functions that are called here.
bool Writer::make_durable(Transaction& transaction, Group& group) {
  bool ok = true;
  for (auto& [name, file] : group.files) ok = ok && files_.prepare(file.change, file.before);
  step(Step::kFilesSynced);
  // Files have tails, or siblings, that no row names. A start cuts them off: nothing happened.

  ok = ok && transaction.commit();
  if (!ok) {
    for (auto& [name, file] : group.files) files_.undo(file.change, file.before);
    return false;
  }
  commits_ += 1;
  step(Step::kCommitted);
  // The group has happened, though nobody knows. Slots are one step behind: a locker's version v+1
  // needs the salt that its slot still calls the next one. A start writes them (Store::open).
  // Never slots before the commit: a version v whose salt is gone could not be opened any more.

  std::vector<SlotWrite> slots;
  for (auto& [index, write] : group.slots) slots.push_back(std::move(write));
  erasable_.write(slots);
  step(Step::kSlotsSynced);
  // Only names in folders are behind. A start renames and removes by the rows (Files::open).

  // What is replaced comes last: a checkpoint that is read claims nothing that the log, read after
  // it, does not have.
  for (const bool replaced : {false, true}) {
    for (auto& [name, file] : group.files) {
      if ((file.after && file.after->hash) == replaced) files_.settle(name, file.after);
    }
  }
  step(Step::kFilesSettled);
  // Complete. A crash here loses answers, and repeating a request is harmless.

  const auto log = group.files.find("log");
  if (options_.mirror && log != group.files.end()) {
    options_.mirror(log->second.before ? log->second.before->length : 0, log->second.change.bytes);
  }
  return true;
}

}  // namespace sotto::broker

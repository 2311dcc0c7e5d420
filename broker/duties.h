#pragma once
// What the calendar asks of the broker, whoever came or did not (docs/spec/log.md, boards.md):
// batches, day roots, pass keys, the week's directory, and everything that ends. Each duty is a
// pure function of the store, the log and the day; doing it twice does nothing.

#include "broker/log/roster.h"
#include "broker/store/writer.h"

namespace sotto::broker {

struct DutyDecision {
  Decision decision;
  std::shared_ptr<const protocol::Replay> appended;  // when the log grew
  bool complete = true;                              // false: the rest is for the next time
};

// Roots of the days that are over, at most a month's at a time: a group stays small.
DutyDecision append_day_roots(const GroupView& view, const Files& files, const Scheme& scheme,
                              const protocol::Replay& log, protocol::Day today);

// The epoch whose pass key is to be made now, if any: its notice is due within two weeks, or it is
// late.
std::optional<protocol::Epoch> pass_key_due(const Scheme& scheme, const protocol::Replay& log,
                                            protocol::Day today);
// First its private half, durable in its slot; only then may the log name it.
Decision prepare_pass_key(const GroupView& view, const protocol::Replay& log,
                          protocol::Epoch epoch);
// Publishes it, or, when the notice is too short, proposes it to the leads.
DutyDecision publish_pass_key(const GroupView& view, const Scheme& scheme,
                              const protocol::Replay& log, protocol::Epoch epoch,
                              protocol::Day today);

// Writes the directory when the week has turned, and erases what was for weeks that are over.
Decision turn_directory(const GroupView& view, const protocol::Replay& log, protocol::Week week);

// Day files and lists of days that have had their time.
Decision expire_day_files(const View& view, protocol::Day today);

}  // namespace sotto::broker

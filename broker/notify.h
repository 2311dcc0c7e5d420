#pragma once
// What the service manager is told (systemd, sd_notify(3)): a datagram to $NOTIFY_SOCKET, nothing
// when there is none.

namespace sotto::broker {

enum class Notice { kReady, kReloading, kStopping, kAlive };

void notify(Notice notice);

}  // namespace sotto::broker

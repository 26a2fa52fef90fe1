// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/access_gate.h"
#include "auth/user_directory.h"
#include "files/entry.h"
#include "files/key_holds.h"
#include "files/listed_times.h"
#include "files/quota_book.h"
#include "ftp/connection_counter.h"
#include "monitor/monitor.h"
#include "net/announced_addresses.h"
#include "net/own_ports.h"
#include "net/passive_ports.h"
#include "net/tls_context.h"
#include "settings/settings.h"
#include "store/cos/cos_connection.h"
#include "transfer/running_uploads.h"
#include "transfer/speed_limit.h"
#include "transfer/upload.h"

#include <atomic>
#include <functional>
#include <memory>

namespace cosftp {

class SharedPort;

/// How a client came in.
enum class Entrance {
    Explicit,  ///< In clear, until AUTH TLS.
    Implicit   ///< TLS from the first byte.
};

/// Tells this start of the server from every other in the ids of failures: six letters and digits
/// that are not easily misread ("4f7k2m"). The same one comes again after four years.
QByteArray newStartMark();

/// What a session needs from the worker it lives in. Outlives the session. The shared members are
/// thread-safe and the same for all workers; `settings` is replaced as a whole on reload, in the
/// worker's thread.
struct SessionServices
{
    std::shared_ptr<const Settings> settings;
    std::shared_ptr<UserDirectory> users;
    std::shared_ptr<AccessGate> gate;
    std::shared_ptr<PassivePorts> passivePorts;
    std::shared_ptr<SharedPort> sharedPort;  ///< Null: each passive connection has its own port.
    std::shared_ptr<OwnPorts> ownPorts;      ///< Null: nothing listens.
    std::shared_ptr<AnnouncedAddresses> masquerade;
    std::shared_ptr<ConnectionCounter> connections;
    std::shared_ptr<Monitor> monitor;
    std::shared_ptr<CurrentTls> tls;
    std::shared_ptr<std::atomic<bool>> isAccepting;  ///< False: new clients are greeted with 421.
    TransferBudgets budgets;
    std::shared_ptr<SpeedLimitBook> speeds;
    std::shared_ptr<QuotaBook> quotas;
    std::shared_ptr<ListedTimes> times = std::make_shared<ListedTimes>();
    KeyGuards guards;                         ///< Of the process: who changes which keys.
    std::shared_ptr<ParkedUploads> parked;    ///< Uploads that wait in buckets.
    std::shared_ptr<RunningUploads> running;  ///< Uploads that are received now.
    CosOptions storeOptions;
    QByteArray startMark = newStartMark();
    /// The mounts of a user over this worker's stores.
    std::function<QList<Mount>(const UserSettings &user)> mountsFor;
    /// Counts what lies there, if the book wants to know; in the background.
    std::function<void(const UserSettings &user)> countQuota;
};

}  // namespace cosftp

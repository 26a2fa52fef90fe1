// SPDX-License-Identifier: GPL-3.0-or-later
#include "localcos/server.h"

#include "localcos/exchange.h"
#include "localcos/service.h"

#include <QDir>
#include <QFile>
#include <QHostAddress>

#include <arpa/inet.h>
#include <cerrno>
#include <fcntl.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>

namespace cosftp::localcos {

namespace {

constexpr unsigned int mostConnections = 4096;
constexpr std::size_t connectionMemoryBytes = 512 * 1024;
constexpr int backlog = 1024;

Failure denied(const QString &detail) { return Failure::of(Failure::Code::Denied, detail); }

struct Listening
{
    Descriptor socket;
    quint16 port = 0;
};

// Made by hand, because libmicrohttpd's own would let two servers share a port.
Result<Listening> listenOn(const QString &address, quint16 port)
{
    const QHostAddress host(address);
    sockaddr_storage storage{};
    socklen_t size = sizeof(sockaddr_in);
    if (host.protocol() == QAbstractSocket::IPv6Protocol) {
        auto *ipv6 = reinterpret_cast<sockaddr_in6 *>(&storage);
        ipv6->sin6_family = AF_INET6;
        ipv6->sin6_port = htons(port);
        const Q_IPV6ADDR bytes = host.toIPv6Address();
        std::copy(std::begin(bytes.c), std::end(bytes.c), std::begin(ipv6->sin6_addr.s6_addr));
        size = sizeof(sockaddr_in6);
    } else {
        auto *ipv4 = reinterpret_cast<sockaddr_in *>(&storage);
        ipv4->sin_family = AF_INET;
        ipv4->sin_port = htons(port);
        ipv4->sin_addr.s_addr = htonl(host.toIPv4Address());
    }
    Descriptor socket(::socket(storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const int yes = 1;
    ::setsockopt(socket.number(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (host.isNull() || !socket.isOpen()
        || ::bind(socket.number(), reinterpret_cast<sockaddr *>(&storage), size) != 0
        || ::listen(socket.number(), backlog) != 0)
        return Failure::of(Failure::Code::Busy, QStringLiteral("cannot listen on %1 port %2: %3")
                                                    .arg(address)
                                                    .arg(port)
                                                    .arg(qt_error_string(errno)));
    ::getsockname(socket.number(), reinterpret_cast<sockaddr *>(&storage), &size);
    const auto *ipv4 = reinterpret_cast<const sockaddr_in *>(&storage);  // the port is at one place
    return Listening{std::move(socket), ntohs(ipv4->sin_port)};
}

void *beginRequest(void *service, const char *target, MHD_Connection *)
{
    return new Exchange(*static_cast<Service *>(service), target);
}

MHD_Result handleRequest(void *, MHD_Connection *connection, const char *, const char *method,
                         const char *, const char *data, std::size_t *size, void **state)
{
    auto *exchange = static_cast<Exchange *>(*state);
    bool goesOn = true;
    if (!exchange->hasBegun()) {
        goesOn = exchange->begin(connection, method);
    } else if (*size > 0) {
        goesOn = exchange->receive(connection, QByteArrayView(data, static_cast<qsizetype>(*size)));
        *size = 0;
    } else {
        goesOn = exchange->finish(connection);
    }
    return goesOn ? MHD_YES : MHD_NO;
}

void endRequest(void *, MHD_Connection *, void **state, MHD_RequestTerminationCode)
{
    delete static_cast<Exchange *>(*state);
    *state = nullptr;
}

}  // namespace

class Server::Private
{
public:
    explicit Private(ServerOptions options) : service(std::move(options)) {}

    Outcome openFolder();
    Outcome startDaemon();

    Service service;
    Descriptor lock;
    MHD_Daemon *daemon = nullptr;
    quint16 port = 0;
};

Outcome Server::Private::openFolder()
{
    const ServerOptions &options = service.options;
    const QDir folder(options.dataDirectory);
    if (options.dataDirectory.isEmpty() || !folder.mkpath(QStringLiteral(".")))
        return denied(QStringLiteral("cannot make the folder ") + options.dataDirectory);
    const QByteArray lockFile = QFile::encodeName(folder.filePath(QStringLiteral("lock")));
    lock =
        Descriptor(::open(lockFile.constData(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (!lock.isOpen() || ::flock(lock.number(), LOCK_EX | LOCK_NB) != 0)
        return denied(QStringLiteral("another process uses the folder ") + options.dataDirectory);
    const QString blobs = folder.filePath(QStringLiteral("blobs"));
    if (const Outcome opened = service.blobs.open(blobs, options.isDurable); !opened)
        return opened;
    const QString index = folder.filePath(QStringLiteral("index.sqlite"));
    if (const Outcome opened = service.index.open(index, options.isDurable, service.blobs); !opened)
        return denied(opened.error().detail);
    for (const QByteArray &bucket : options.buckets)
        if (const Outcome added = service.index.addBucket(bucket, service.now()); !added)
            return denied(added.error().detail);
    service.blobs.sweep([this](const QByteArray &name) { return service.index.knowsBlob(name); });
    return Done{};
}

Outcome Server::Private::startDaemon()
{
    const quint16 wanted = port != 0 ? port : service.options.port;
    Result<Listening> listening = listenOn(service.options.listenAddress, wanted);
    if (!listening)
        return listening.error();
    service.pause.restart();
    daemon = MHD_start_daemon(
        MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL | MHD_USE_ITC
            | MHD_USE_SUPPRESS_DATE_NO_CLOCK,
        0, nullptr, nullptr, handleRequest, &service, MHD_OPTION_LISTEN_SOCKET,
        listening->socket.number(), MHD_OPTION_URI_LOG_CALLBACK, beginRequest, &service,
        MHD_OPTION_NOTIFY_COMPLETED, endRequest, &service, MHD_OPTION_CONNECTION_LIMIT,
        mostConnections, MHD_OPTION_CONNECTION_MEMORY_LIMIT, connectionMemoryBytes,
        MHD_OPTION_CONNECTION_MEMORY_INCREMENT, connectionMemoryBytes / 4, MHD_OPTION_END);
    if (daemon == nullptr)
        return Failure::of(Failure::Code::Internal, QStringLiteral("cannot start the HTTP server"));
    listening->socket.release();  // the daemon closes it
    port = listening->port;
    return Done{};
}

Server::Server(ServerOptions options) : d(std::make_unique<Private>(std::move(options))) {}

Server::~Server() { stop(); }

Outcome Server::start()
{
    Outcome outcome = d->openFolder();
    if (outcome)
        outcome = d->startDaemon();
    if (!outcome)
        stop();
    return outcome;
}

void Server::stop()
{
    d->service.pause.stop();
    if (d->daemon != nullptr)
        MHD_stop_daemon(std::exchange(d->daemon, nullptr));
    d->service.index.close();
    d->lock.reset();
}

quint16 Server::port() const { return d->port; }

Faults &Server::faults() { return d->service.faults; }

Counters Server::counters() const
{
    const QMutexLocker lock(&d->service.mutex);
    return d->service.counters;
}

void Server::resetCounters()
{
    d->service.count([](Counters &counters) { counters = {}; });
}

void Server::setClock(std::function<qint64()> clock)
{
    const QMutexLocker lock(&d->service.mutex);
    d->service.clock = std::move(clock);
}

}  // namespace cosftp::localcos

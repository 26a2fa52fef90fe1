// SPDX-License-Identifier: GPL-3.0-or-later
// Puts distance between the server and the store: a TCP proxy that delays the store's answers,
// limits each connection's bandwidth, holds back the answers to requests whose head names a word,
// and counts requests.
//   farstore STORE_PORT    prints the port it listens on; then obeys lines on standard input, each
//   answered by a line:
//     latency MS | bandwidth BYTES_PER_SECOND | stall WORD MS | count (requests since the last
//     count)
#include <arpa/inet.h>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <deque>
#include <iostream>
#include <memory>
#include <mutex>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

struct Weather
{
    std::atomic<long> latencyMs{0};
    std::atomic<long> bandwidth{0};
    std::atomic<long> requests{0};
    std::mutex mutex;
    std::string stallWord;
    milliseconds stallFor{0};
};

Weather weather;

bool sendAll(int to, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t count = ::send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

// Sleeps so that a connection's direction stays below the limit.
class Pace
{
public:
    void spend(std::size_t bytes)
    {
        const long limit = weather.bandwidth;
        if (limit <= 0)
            return;
        m_free = std::max(m_free, Clock::now() - milliseconds(5))
                 + std::chrono::nanoseconds(static_cast<long>(bytes) * 1000000000L / limit);
        std::this_thread::sleep_until(m_free);
    }

private:
    Clock::time_point m_free;
};

// What is on its way: bounded like a long line's buffers, so that back-pressure still works.
class Wire
{
public:
    void put(std::string bytes, Clock::time_point due)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_bytes < 8U << 20U; });
        m_bytes += bytes.size();
        m_pieces.push_back({std::move(bytes), due});
        m_changed.notify_all();
    }
    /// The next piece once it is due; empty: the end.
    std::string take()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return !m_pieces.empty(); });
        Piece piece = std::move(m_pieces.front());
        m_pieces.pop_front();
        m_bytes -= piece.bytes.size();
        m_changed.notify_all();
        lock.unlock();
        std::this_thread::sleep_until(piece.due);
        return std::move(piece.bytes);
    }

private:
    struct Piece
    {
        std::string bytes;
        Clock::time_point due;
    };
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Piece> m_pieces;
    std::size_t m_bytes = 0;
};

bool isRequestHead(std::string_view bytes)
{
    for (const std::string_view method : {"GET ", "PUT ", "POST ", "HEAD ", "DELETE "}) {
        if (bytes.starts_with(method) && bytes.substr(0, 4096).find(" HTTP/1.") != bytes.npos)
            return true;
    }
    return false;
}

struct Connection
{
    int client = -1;
    int store = -1;
    std::atomic<Clock::time_point> heldUntil{Clock::time_point()};
    Wire answers;
};

void noteRequest(Connection &connection, std::string_view bytes)
{
    if (!isRequestHead(bytes))
        return;
    ++weather.requests;
    const std::lock_guard lock(weather.mutex);
    if (!weather.stallWord.empty() && bytes.find(weather.stallWord) != bytes.npos)
        connection.heldUntil = Clock::now() + weather.stallFor;
}

void carryRequests(Connection &connection)
{
    Pace pace;
    std::vector<char> buffer(64UL * 1024);
    for (;;) {
        const ssize_t count = ::recv(connection.client, buffer.data(), buffer.size(), 0);
        if (count <= 0)
            break;
        const std::string_view bytes(buffer.data(), static_cast<std::size_t>(count));
        noteRequest(connection, bytes);
        pace.spend(bytes.size());
        if (!sendAll(connection.store, bytes))
            break;
    }
    ::shutdown(connection.store, SHUT_WR);
}

void readAnswers(Connection &connection)
{
    Pace pace;
    std::vector<char> buffer(64UL * 1024);
    for (;;) {
        const ssize_t count = ::recv(connection.store, buffer.data(), buffer.size(), 0);
        const auto due = std::max<Clock::time_point>(Clock::now() + milliseconds(weather.latencyMs),
                                                     connection.heldUntil);
        if (count <= 0)
            return connection.answers.put({}, due);
        pace.spend(static_cast<std::size_t>(count));
        connection.answers.put(std::string(buffer.data(), static_cast<std::size_t>(count)), due);
    }
}

void writeAnswers(Connection &connection)
{
    bool isOpen = true;
    for (std::string bytes = connection.answers.take(); !bytes.empty();
         bytes = connection.answers.take())
        isOpen = isOpen && sendAll(connection.client, bytes);
    ::shutdown(connection.client, SHUT_RDWR);
}

sockaddr_in loopback(int port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

void serve(int client, int storePort)
{
    Connection connection;
    connection.client = client;
    connection.store = ::socket(AF_INET, SOCK_STREAM, 0);
    const sockaddr_in address = loopback(storePort);
    const int on = 1;
    ::setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::setsockopt(connection.store, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(connection.store, reinterpret_cast<const sockaddr *>(&address), sizeof address)
        == 0) {
        std::jthread reading([&] { readAnswers(connection); });
        std::jthread writing([&] { writeAnswers(connection); });
        carryRequests(connection);
    }
    ::close(connection.store);
    ::close(client);
}

void listenFor(int listener, int storePort)
{
    for (int client = 0; (client = ::accept(listener, nullptr, nullptr)) >= 0;)
        std::thread(serve, client, storePort).detach();
}

void obey(const std::string &word)
{
    if (word == "latency" || word == "bandwidth") {
        long value = 0;
        std::cin >> value;
        (word == "latency" ? weather.latencyMs : weather.bandwidth) = value;
    } else if (word == "stall") {
        const std::lock_guard lock(weather.mutex);
        long value = 0;
        std::cin >> weather.stallWord >> value;
        weather.stallFor = milliseconds(value);
    }
    std::cout << (word == "count" ? weather.requests.exchange(0) : 0) << std::endl;
}

}  // namespace

int main(int count, char **words)
{
    if (count != 2)
        return 2;
    std::signal(SIGPIPE, SIG_IGN);
    const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    if (::bind(listener, reinterpret_cast<sockaddr *>(&address), size) != 0
        || ::listen(listener, 512) != 0)
        return 1;
    ::getsockname(listener, reinterpret_cast<sockaddr *>(&address), &size);
    std::cout << ntohs(address.sin_port) << std::endl;
    std::thread(listenFor, listener, std::atoi(words[1])).detach();
    for (std::string word; std::cin >> word;)
        obey(word);
    std::_Exit(0);
}

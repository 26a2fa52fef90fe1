// SPDX-License-Identifier: GPL-3.0-or-later
// The load generator: FTP sessions in threads, as cheap as read and write allow. Prints one line of
// "name=value".
//   load PORT stor|retr NAME BYTES SESSIONS     one file per session, NAME-0, NAME-1, ... at once
//   load PORT small-stor|small-retr NAME BYTES SESSIONS FILES   FILES files shared out among the
//   sessions load PORT list NAME                         a LIST of one folder load PORT logins
//   SESSIONS COUNT             COUNT logins, SESSIONS at a time load PORT idle SESSIONS logs in,
//   prints "ready", stays until standard input ends load PORT noop SECONDS answer times of NOOP
//   load PORT http HEADFILE BYTES put|get       a raw HTTP request through the relay
#include <algorithm>
#include <arpa/inet.h>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <memory>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

// A connected socket; every failure is an exception, because a benchmark with failures is none.
class Socket
{
public:
    explicit Socket(int port) : m_descriptor(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int on = 1;
        ::setsockopt(m_descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (::connect(m_descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
            throw std::runtime_error("cannot connect");
    }
    ~Socket() { ::close(m_descriptor); }
    Socket(const Socket &) = delete;
    Socket &operator=(const Socket &) = delete;

    void send(std::string_view bytes) const
    {
        while (!bytes.empty()) {
            const ssize_t count = ::send(m_descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (count <= 0)
                throw std::runtime_error("connection lost while sending");
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
    }
    void sendMany(long bytes) const
    {
        static const std::string block = [] {
            std::string text(1UL << 20U, '\0');
            std::uint32_t state = 1;
            for (char &letter : text)
                letter = static_cast<char>((state = state * 1664525U + 1013904223U) >> 24U);
            return text;
        }();
        for (; bytes > 0; bytes -= static_cast<long>(block.size()))
            send(std::string_view(block).substr(0, static_cast<std::size_t>(bytes)));
    }
    /// Reads up to the end; how much there was.
    long drain(const std::function<void(std::string_view)> &look = {}) const
    {
        std::vector<char> buffer(256UL * 1024);
        long total = 0;
        for (ssize_t count = 0; (count = ::recv(m_descriptor, buffer.data(), buffer.size(), 0)) > 0;
             total += count) {
            if (look)
                look({buffer.data(), static_cast<std::size_t>(count)});
        }
        return total;
    }
    std::string line()
    {
        for (;;) {
            const std::size_t end = m_read.find('\n');
            if (end != std::string::npos) {
                std::string result = m_read.substr(0, end);
                m_read.erase(0, end + 1);
                return result;
            }
            char buffer[4096];
            const ssize_t count = ::recv(m_descriptor, buffer, sizeof buffer, 0);
            if (count <= 0)
                throw std::runtime_error("connection lost while waiting for a line");
            m_read.append(buffer, static_cast<std::size_t>(count));
        }
    }
    [[nodiscard]] long pending() const { return static_cast<long>(m_read.size()); }
    void endWriting() const { ::shutdown(m_descriptor, SHUT_WR); }

private:
    int m_descriptor;
    std::string m_read;
};

class Session
{
public:
    explicit Session(int port) : m_control(port)
    {
        expect('2');
        command("USER user", '3');
        command("PASS secret", '2');
    }
    std::string command(const std::string &text, char kind)
    {
        m_control.send(text + "\r\n");
        return expect(kind);
    }
    void binary() { command("TYPE I", '2'); }

    /// Seconds from the last byte to 226.
    double stor(const std::string &name, long bytes)
    {
        Clock::time_point sent;
        {
            const auto data = openData("STOR " + name);
            data->sendMany(bytes);
            sent = Clock::now();
        }
        expect('2');
        return secondsSince(sent);
    }
    void retr(const std::string &name, long bytes)
    {
        const long got = openData("RETR " + name)->drain();
        expect('2');
        if (got != bytes)
            throw std::runtime_error("a download had " + std::to_string(got) + " bytes");
    }
    std::unique_ptr<Socket> openData(const std::string &text)
    {
        const std::string reply = command("EPSV", '2');
        const std::size_t bar = reply.find("|||");
        auto data = std::make_unique<Socket>(std::atoi(reply.c_str() + bar + 3));
        command(text, '1');
        return data;
    }
    std::string expect(char kind)
    {
        std::string text = m_control.line();
        while (text.size() > 3 && text[3] != ' ')
            text = m_control.line();
        if (text[0] != kind)
            throw std::runtime_error("the server answered " + text);
        return text;
    }

private:
    Socket m_control;
};

// Runs `work` in threads; a failure in one ends the program.
void inThreads(int count, const std::function<void(int)> &work)
{
    std::vector<std::jthread> threads;
    for (int number = 0; number < count; ++number) {
        threads.emplace_back([number, &work] {
            try {
                work(number);
            } catch (const std::exception &error) {
                std::cerr << error.what() << std::endl;
                std::_Exit(1);
            }
        });
    }
}

std::vector<std::unique_ptr<Session>> logIn(int port, int count)
{
    std::vector<std::unique_ptr<Session>> sessions;
    for (int number = 0; number < count; ++number) {
        sessions.push_back(std::make_unique<Session>(port));
        sessions.back()->binary();
    }
    return sessions;
}

void transfer(int port, bool isUpload, const std::string &name, long bytes, int count)
{
    const auto sessions = logIn(port, count);
    std::atomic<double> worst{0};
    const auto start = Clock::now();
    inThreads(count, [&](int number) {
        Session &session = *sessions[static_cast<std::size_t>(number)];
        const std::string file = name + '-' + std::to_string(number);
        if (!isUpload)
            return session.retr(file, bytes);
        const double tail = session.stor(file, bytes);
        for (double seen = worst; tail > seen && !worst.compare_exchange_weak(seen, tail);)
            ;
    });
    std::cout << "seconds=" << secondsSince(start) << " tail_ms=" << worst * 1000 << std::endl;
}

void small(int port, bool isUpload, const std::string &name, long bytes, int count, int files)
{
    const auto sessions = logIn(port, count);
    std::atomic<int> next{0};
    const auto start = Clock::now();
    inThreads(count, [&](int number) {
        Session &session = *sessions[static_cast<std::size_t>(number)];
        for (int file = 0; (file = next++) < files;) {
            const std::string path = name + '-' + std::to_string(file);
            if (isUpload)
                session.stor(path, bytes);
            else
                session.retr(path, bytes);
        }
    });
    std::cout << "files_per_s=" << files / secondsSince(start) << std::endl;
}

void list(int port, const std::string &name)
{
    Session session(port);
    const auto start = Clock::now();
    double first = 0;
    long lines = 0;
    session.openData("LIST " + name)->drain([&](std::string_view bytes) {
        if (first == 0)
            first = secondsSince(start);
        lines += std::count(bytes.begin(), bytes.end(), '\n');
    });
    session.expect('2');
    std::cout << "seconds=" << secondsSince(start) << " entries=" << lines
              << " first_ms=" << first * 1000 << std::endl;
}

void logins(int port, int count, int total)
{
    std::atomic<int> next{0};
    const auto start = Clock::now();
    inThreads(count, [&](int) {
        while (next++ < total)
            Session(port).command("QUIT", '2');
    });
    std::cout << "logins_per_s=" << total / secondsSince(start) << std::endl;
}

void noop(int port, double seconds)
{
    Session session(port);
    std::vector<double> times;
    const auto start = Clock::now();
    while (secondsSince(start) < seconds) {
        const auto sent = Clock::now();
        session.command("NOOP", '2');
        times.push_back(secondsSince(sent) * 1000);
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    std::sort(times.begin(), times.end());
    std::cout << "p50_ms=" << times[times.size() / 2]
              << " p99_ms=" << times[times.size() * 99 / 100] << " max_ms=" << times.back()
              << " count=" << times.size() << std::endl;
}

void http(int port, const std::string &headFile, long bytes, bool isUpload)
{
    std::ifstream file(headFile, std::ios::binary);
    const std::string head{std::istreambuf_iterator<char>(file), {}};
    const auto start = Clock::now();
    Socket socket(port);
    socket.send(head);
    if (isUpload)
        socket.sendMany(bytes);
    const std::string status = socket.line();
    if (status.find(" 200 ") == std::string::npos)
        throw std::runtime_error("the store answered " + status);
    if (!isUpload) {
        while (socket.line() != "\r")
            ;
        const long got = socket.pending() + socket.drain();
        if (got != bytes)
            throw std::runtime_error("a download had " + std::to_string(got) + " bytes");
    }
    std::cout << "seconds=" << secondsSince(start) << std::endl;
}

int run(int port, const std::string &what, const std::vector<std::string> &words)
{
    const auto number = [&](std::size_t index) { return std::stol(words.at(index)); };
    const auto count = [&](std::size_t index) { return std::stoi(words.at(index)); };
    if (what == "stor" || what == "retr")
        transfer(port, what == "stor", words.at(0), number(1), count(2));
    else if (what == "small-stor" || what == "small-retr")
        small(port, what == "small-stor", words.at(0), number(1), count(2), count(3));
    else if (what == "list")
        list(port, words.at(0));
    else if (what == "logins")
        logins(port, count(0), count(1));
    else if (what == "noop")
        noop(port, std::stod(words.at(0)));
    else if (what == "http")
        http(port, words.at(0), number(1), words.at(2) == "put");
    else if (what == "idle") {
        const auto sessions = logIn(port, count(0));
        std::cout << "ready" << std::endl;
        std::cin.get();
    } else
        return 2;
    return 0;
}

}  // namespace

int main(int count, char **words)
{
    std::signal(SIGPIPE, SIG_IGN);
    try {
        return count < 4 ? 2 : run(std::atoi(words[1]), words[2], {words + 3, words + count});
    } catch (const std::exception &error) {
        std::cerr << "load: " << error.what() << std::endl;
        return 1;
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "localcos/raw_client.h"

#include <QDateTime>

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace cosftp::localcos {

QByteArray RawAnswer::header(const QByteArray &name) const
{
    for (const NamedValue &header : headers)
        if (header.name == name)
            return header.value;
    return {};
}

bool RawAnswer::has(const QByteArray &name) const
{
    return std::any_of(headers.begin(), headers.end(),
                       [&](const NamedValue &header) { return header.name == name; });
}

QList<QByteArray> RawAnswer::elements(const QByteArray &name) const
{
    QList<QByteArray> all;
    const QByteArray open = '<' + name + '>';
    for (qsizetype at = body.indexOf(open); at >= 0; at = body.indexOf(open, at + 1)) {
        const qsizetype start = at + open.size();
        all += body.sliced(start, body.indexOf("</" + name + '>', start) - start);
    }
    return all;
}

QByteArray RawAnswer::element(const QByteArray &name) const { return elements(name).value(0); }

RawConnection::RawConnection(quint16 port) : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
{
    const timeval limit{10, 0};
    ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(m_socket, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
        m_last = Got::Reset;
}

RawConnection::~RawConnection() { ::close(m_socket); }

bool RawConnection::send(QByteArrayView bytes)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::send(m_socket, bytes.data() + done,
                                     static_cast<std::size_t>(bytes.size() - done), MSG_NOSIGNAL);
        if (count <= 0)
            return false;
        done += count;
    }
    return true;
}

void RawConnection::closeSending() { ::shutdown(m_socket, SHUT_WR); }

RawConnection::Got RawConnection::fill()
{
    if (m_last != Got::Bytes)
        return m_last;
    std::array<char, 64 * 1024> buffer{};
    const ssize_t count = ::recv(m_socket, buffer.data(), buffer.size(), 0);
    if (count > 0)
        m_buffer.append(buffer.data(), count);
    else if (count == 0)
        m_last = Got::Closed;
    else
        m_last = errno == ECONNRESET ? Got::Reset : Got::TimedOut;
    return m_last;
}

bool RawConnection::takeLine(QByteArray *line)
{
    qsizetype end = -1;
    while ((end = m_buffer.indexOf("\r\n")) < 0)
        if (fill() != Got::Bytes)
            return false;
    *line = m_buffer.first(end);
    m_buffer.remove(0, end + 2);
    return true;
}

bool RawConnection::takeBytes(qint64 count, QByteArray *bytes)
{
    while (m_buffer.size() < count && fill() == Got::Bytes) {}
    const qint64 available = std::min<qint64>(count, m_buffer.size());
    *bytes += m_buffer.first(available);
    m_buffer.remove(0, available);
    return available == count;
}

bool RawConnection::takeChunks(QByteArray *body)
{
    QByteArray line;
    while (takeLine(&line)) {
        const qint64 size = line.toLongLong(nullptr, 16);
        QByteArray lineEnd;
        if (!takeBytes(size, body) || !takeLine(&lineEnd))
            return false;
        if (size == 0)
            return true;
    }
    return false;
}

RawAnswer RawConnection::receive(bool hasBody)
{
    RawAnswer answer;
    QByteArray line;
    bool isWhole = takeLine(&line);
    answer.status = line.mid(9, 3).toInt();
    while ((isWhole = isWhole && takeLine(&line)) && !line.isEmpty()) {
        const qsizetype colon = line.indexOf(':');
        answer.headers += NamedValue{line.first(colon).toLower(), line.sliced(colon + 1).trimmed()};
    }
    if (isWhole && hasBody)
        isWhole = answer.header("transfer-encoding") == "chunked"
                      ? takeChunks(&answer.body)
                      : takeBytes(answer.header("content-length").toLongLong(), &answer.body);
    if (isWhole)
        answer.end = RawAnswer::End::Complete;
    else if (m_last == Got::Reset)
        answer.end = RawAnswer::End::Reset;
    else if (m_last == Got::TimedOut)
        answer.end = RawAnswer::End::TimedOut;
    return answer;
}

QByteArray RawClient::wire(const RawRequest &request) const
{
    const QByteArray path = '/' + m_bucket + '/' + request.key;
    NamedValues headers = request.headers;
    headers += NamedValue{"Host", host()};
    const auto isLength = [](const NamedValue &header) {
        return header.name == "Content-Length" || header.name == "Transfer-Encoding";
    };
    const bool hasLength = std::any_of(headers.begin(), headers.end(), isLength);
    if (!hasLength && (request.method == "PUT" || request.method == "POST"))
        headers += NamedValue{"Content-Length", QByteArray::number(request.body.size())};
    const qint64 now = QDateTime::currentSecsSinceEpoch() + timeOffset;
    const QByteArray times = QByteArray::number(now - 60) + ';' + QByteArray::number(now + 600);
    const QByteArray authorization = cosAuthorization(
        {request.method, path, request.query, headers}, m_secretId, m_secretKey, times);
    QByteArray text = request.method + ' ' + path.toPercentEncoding("/");
    char separator = '?';
    for (const NamedValue &parameter : request.query) {
        text += separator + parameter.name.toPercentEncoding() + '='
                + parameter.value.toPercentEncoding();
        separator = '&';
    }
    text += " HTTP/1.1\r\n";
    for (const NamedValue &header : headers)
        text += header.name + ": " + header.value + "\r\n";
    return text + "Authorization: " + authorization + "\r\n\r\n" + request.body;
}

RawAnswer RawClient::ask(const RawRequest &request) const
{
    RawConnection connection(m_port);
    connection.send(wire(request));
    return connection.receive(request.method != "HEAD");
}

RawAnswer RawClient::get(const QByteArray &key, const NamedValues &headers) const
{
    return ask({"GET", key, {}, headers, {}});
}

RawAnswer RawClient::put(const QByteArray &key, const QByteArray &body,
                         const NamedValues &headers) const
{
    return ask({"PUT", key, {}, headers, body});
}

QByteArray RawClient::copySource(const QByteArray &key) const
{
    return host() + '/' + m_bucket + '/' + key.toPercentEncoding("/");
}

}  // namespace cosftp::localcos

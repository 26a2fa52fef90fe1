// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cos_signature.h"

#include <QByteArray>
#include <QByteArrayView>

namespace cosftp::localcos {

/// An HTTP answer as it came over the wire.
struct RawAnswer
{
    enum class End { Complete, Closed, Reset, TimedOut };

    int status = 0;
    NamedValues headers;  ///< Names in lower case.
    QByteArray body;      ///< Chunks joined.
    End end = End::Closed;

    [[nodiscard]] QByteArray header(const QByteArray &name) const;
    [[nodiscard]] bool has(const QByteArray &name) const;
    /// The text of the first XML element of this name.
    [[nodiscard]] QByteArray element(const QByteArray &name) const;
    [[nodiscard]] QList<QByteArray> elements(const QByteArray &name) const;
    [[nodiscard]] QByteArray code() const { return element("Code"); }
};

/// One blocking TCP connection; every wait ends after ten seconds.
class RawConnection
{
public:
    explicit RawConnection(quint16 port);
    ~RawConnection();
    Q_DISABLE_COPY_MOVE(RawConnection)

    bool send(QByteArrayView bytes);  ///< False if the peer has gone.
    void closeSending();
    RawAnswer receive(bool hasBody = true);

private:
    enum class Got { Bytes, Closed, Reset, TimedOut };
    Got fill();
    bool takeLine(QByteArray *line);
    bool takeBytes(qint64 count, QByteArray *bytes);
    bool takeChunks(QByteArray *body);

    int m_socket = -1;
    QByteArray m_buffer;
    Got m_last = Got::Bytes;
};

/// What to ask for; everything decoded.
struct RawRequest
{
    QByteArray method = "GET";
    QByteArray key;
    NamedValues query;
    NamedValues headers;
    QByteArray body;
};

/// Signs as the official SDKs do and sends in path style.
class RawClient
{
public:
    RawClient(quint16 port, QByteArray bucket, QByteArray secretId, QByteArray secretKey)
        : m_port(port), m_bucket(std::move(bucket)), m_secretId(std::move(secretId)),
          m_secretKey(std::move(secretKey))
    {}

    /// A connection of its own for this one request.
    [[nodiscard]] RawAnswer ask(const RawRequest &request) const;
    [[nodiscard]] RawAnswer get(const QByteArray &key, const NamedValues &headers = {}) const;
    [[nodiscard]] RawAnswer put(const QByteArray &key, const QByteArray &body,
                                const NamedValues &headers = {}) const;
    /// The bytes of a request, to be sent over a connection by hand.
    [[nodiscard]] QByteArray wire(const RawRequest &request) const;
    [[nodiscard]] QByteArray host() const { return "127.0.0.1:" + QByteArray::number(m_port); }
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] const QByteArray &bucket() const { return m_bucket; }
    /// "HOST/BUCKET/KEY", encoded, for x-cos-copy-source.
    [[nodiscard]] QByteArray copySource(const QByteArray &key) const;

    qint64 timeOffset = 0;  ///< Seconds added to the signature's times.

private:
    quint16 m_port;
    QByteArray m_bucket;
    QByteArray m_secretId;
    QByteArray m_secretKey;
};

}  // namespace cosftp::localcos

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crc64.h"
#include "core/result.h"
#include "localcos/blobs.h"
#include "localcos/request.h"

#include <memory>

struct evp_md_ctx_st;

namespace cosftp::localcos {

/// MD5 of a stream.
class Md5
{
public:
    Md5();
    void add(QByteArrayView bytes);
    [[nodiscard]] QByteArray finish();  ///< 16 raw bytes.

private:
    struct Free
    {
        void operator()(evp_md_ctx_st *context) const;
    };
    std::unique_ptr<evp_md_ctx_st, Free> m_context;
};

/// Where a request's body goes while it arrives: to a new blob, to memory (XML) or nowhere.
/// The first failure is kept and the rest of the body is swallowed.
class RequestBody
{
public:
    enum class Kind { Discard, Memory, Blob };

    RequestBody(Kind kind, Blobs &blobs, qint64 limitBytes)
        : m_kind(kind), m_blobs(blobs), m_limitBytes(limitBytes)
    {}

    void add(QByteArrayView bytes);
    /// To be called at the end: compares Content-MD5 and seals the blob.
    Outcome finish(const Request &request);

    [[nodiscard]] NewBlob &blob() { return m_blob; }
    [[nodiscard]] const QByteArray &memory() const { return m_memory; }
    [[nodiscard]] qint64 sizeBytes() const { return m_sizeBytes; }
    [[nodiscard]] quint64 crc64() const { return m_crc.value(); }
    [[nodiscard]] QByteArray md5Hex() const { return m_digest.toHex(); }

private:
    Outcome store(QByteArrayView bytes);

    Kind m_kind;
    Blobs &m_blobs;
    qint64 m_limitBytes;
    Outcome m_outcome = Done{};
    NewBlob m_blob;
    QByteArray m_memory;
    qint64 m_sizeBytes = 0;
    Crc64 m_crc;
    Md5 m_md5;
    QByteArray m_digest;
};

}  // namespace cosftp::localcos

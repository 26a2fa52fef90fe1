// SPDX-License-Identifier: GPL-3.0-or-later
#include "localcos/request_body.h"

#include "localcos/errors.h"

#include <openssl/evp.h>

#include <array>

namespace cosftp::localcos {

void Md5::Free::operator()(evp_md_ctx_st *context) const { EVP_MD_CTX_free(context); }

Md5::Md5() : m_context(EVP_MD_CTX_new()) { EVP_DigestInit_ex(m_context.get(), EVP_md5(), nullptr); }

void Md5::add(QByteArrayView bytes)
{
    EVP_DigestUpdate(m_context.get(), bytes.data(), static_cast<std::size_t>(bytes.size()));
}

QByteArray Md5::finish()
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    EVP_DigestFinal_ex(m_context.get(), digest.data(), &size);
    return QByteArray(reinterpret_cast<const char *>(digest.data()), static_cast<qsizetype>(size));
}

void RequestBody::add(QByteArrayView bytes)
{
    m_sizeBytes += bytes.size();
    if (m_kind == Kind::Discard || !m_outcome)
        return;
    if (m_sizeBytes > m_limitBytes)
        m_outcome = m_kind == Kind::Blob
                        ? cosError(400, "EntityTooLarge",
                                   QStringLiteral("Your proposed upload exceeds the maximum "
                                                  "allowed object size."))
                        : cosError(400, "XMLSizeLimit", QStringLiteral("The XML is too large."));
    else
        m_outcome = store(bytes);
}

Outcome RequestBody::store(QByteArrayView bytes)
{
    m_md5.add(bytes);
    if (m_kind == Kind::Memory) {
        m_memory += bytes;
        return Done{};
    }
    m_crc.add(bytes);
    if (m_blob.name().isEmpty()) {
        Result<NewBlob> created = m_blobs.create();
        if (!created)
            return created.error();
        m_blob = std::move(*created);
    }
    if (!m_blob.append(bytes))
        return internalError(QStringLiteral("cannot write: ") + qt_error_string());
    return Done{};
}

Outcome RequestBody::finish(const Request &request)
{
    if (!m_outcome)
        return m_outcome;
    m_digest = m_md5.finish();
    if (m_kind != Kind::Discard && request.hasHeader("content-md5")) {
        const auto expected = QByteArray::fromBase64Encoding(
            request.header("content-md5"), QByteArray::AbortOnBase64DecodingErrors);
        if (!expected || expected.decoded.size() != m_digest.size())
            return cosError(400, "InvalidDigest",
                            QStringLiteral("The Content-MD5 you specified is not valid."));
        if (expected.decoded != m_digest)
            return cosError(400, "BadDigest",
                            QStringLiteral("The Content-MD5 you specified did not match what we "
                                           "received."));
    }
    if (m_kind == Kind::Blob && m_sizeBytes > 0 && !m_blob.seal())
        return internalError(QStringLiteral("cannot bring the data to the disk"));
    return Done{};
}

}  // namespace cosftp::localcos

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/cos/cos_call.h"
#include "store/object_reader.h"
#include "store/object_store.h"

namespace cosftp {

/// One GET. What fails before the first byte is tried again; a break after it ends the reader,
/// because only the owner knows how to go on. Success is only reported for a body of exactly the
/// length that was announced, whatever Qt says.
class CosObjectReader final : public ObjectReader
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CosObjectReader)

public:
    CosObjectReader(const std::shared_ptr<CosConnection> &connection, QByteArray key,
                    ByteRange range, QByteArray ifMatch, QObject *parent);
    ~CosObjectReader() override;

    [[nodiscard]] const ObjectInfo &info() const override { return m_info; }
    qint64 read(char *buffer, qint64 maxBytes) override;
    [[nodiscard]] qint64 bytesDelivered() const override { return m_bytesDelivered; }

private:
    [[nodiscard]] CosRequest request(const CosConnection &connection) const;
    Outcome judge(const HttpAnswer &answer);
    void onOpened();
    void onBodyEnded();
    void finish(const Outcome &outcome);

    QByteArray m_key;
    ByteRange m_range;
    QByteArray m_ifMatch;
    ObjectInfo m_info;
    qint64 m_expectedBytes = 0;
    qint64 m_bytesDelivered = 0;
    CosCall *m_call = nullptr;
    HttpCall *m_body = nullptr;
    QString m_logName;
};

}  // namespace cosftp

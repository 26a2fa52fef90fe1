// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/object_reader.h"

namespace cosftp::test {

/// The body of a GET that begins later.
class FarReader final : public ObjectReader
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FarReader)

public:
    explicit FarReader(QObject *parent) : ObjectReader(parent) {}
    ~FarReader() override = default;

    void begin(ObjectReader *reader)
    {
        m_reader = reader;
        connect(reader, &ObjectReader::opened, this, &ObjectReader::opened);
        connect(reader, &ObjectReader::readyRead, this, &ObjectReader::readyRead);
        connect(reader, &ObjectReader::finished, this, &ObjectReader::finished);
    }
    void refuse(const Failure &failure) { Q_EMIT finished(failure); }

    [[nodiscard]] const ObjectInfo &info() const override
    {
        return m_reader == nullptr ? m_nothing : m_reader->info();
    }
    qint64 read(char *buffer, qint64 maxBytes) override
    {
        return m_reader == nullptr ? 0 : m_reader->read(buffer, maxBytes);
    }
    [[nodiscard]] qint64 bytesDelivered() const override
    {
        return m_reader == nullptr ? 0 : m_reader->bytesDelivered();
    }

private:
    ObjectReader *m_reader = nullptr;
    ObjectInfo m_nothing;
};

}  // namespace cosftp::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/fake_store.h"
#include "transfer/upload.h"

#include <QTest>

#include <algorithm>
#include <cstring>
#include <optional>

inline constexpr qint64 mebibyte = 1024 * 1024;

/// Bytes that differ everywhere, so that a part in the wrong place is seen.
inline QByteArray patternOf(qint64 sizeBytes, quint32 seed = 1)
{
    QByteArray bytes(sizeBytes, Qt::Uninitialized);
    for (char &byte : bytes) {
        seed = seed * 1664525U + 1013904223U;
        byte = static_cast<char>(seed >> 24U);
    }
    return bytes;
}

inline cosftp::TransferBudgets budgetsOf(qint64 memoryBytes, int parts = 8)
{
    return {cosftp::SharedBudget::create(memoryBytes), cosftp::SharedBudget::create(parts)};
}

/// Feeds `content` into an Upload as a data connection would: as much as there is space for, again
/// when there is more space, and the end when all was taken.
class Uploader final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Uploader)

public:
    Uploader(FakeStore &store, const cosftp::TransferBudgets &budgets,
             const cosftp::UploadRequest &request, QByteArray content)
        : m_content(std::move(content)),
          m_upload(std::make_unique<cosftp::Upload>(store, budgets, request, nullptr))
    {
        connect(m_upload.get(), &cosftp::Upload::spaceAvailable, this, &Uploader::feed);
        connect(m_upload.get(), &cosftp::Upload::finished, this,
                [this](const cosftp::Result<cosftp::StoredObject> &result) {
                    ++finishedCount;
                    outcome = result;
                });
    }

    void feed()
    {
        while (m_given < m_content.size()) {
            const std::span<char> space = m_upload->space();
            if (space.empty())
                return;
            const qint64 bytes = std::min(
                {static_cast<qint64>(space.size()), chunkBytes, m_content.size() - m_given});
            std::memcpy(space.data(), m_content.constData() + m_given,
                        static_cast<std::size_t>(bytes));
            m_given += bytes;
            m_upload->commit(bytes);
        }
        if (endsByItself)
            m_upload->finishInput();
    }

    [[nodiscard]] cosftp::Upload &upload() { return *m_upload; }
    void vanish() { m_upload.reset(); }
    [[nodiscard]] bool allGiven() const { return m_given == m_content.size(); }

    qint64 chunkBytes = 64 * 1024;
    bool endsByItself = true;
    int finishedCount = 0;
    std::optional<cosftp::Result<cosftp::StoredObject>> outcome;

private:
    QByteArray m_content;
    qint64 m_given = 0;
    std::unique_ptr<cosftp::Upload> m_upload;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QHash>
#include <QList>
#include <QMutex>
#include <QSet>
#include <QString>

#include <functional>
#include <memory>

namespace cosftp::localcos {

/// A file descriptor that closes itself.
class Descriptor
{
public:
    Descriptor() = default;
    explicit Descriptor(int number) : m_number(number) {}
    ~Descriptor() { reset(); }
    Descriptor(Descriptor &&other) noexcept : m_number(other.release()) {}
    Descriptor &operator=(Descriptor &&other) noexcept;
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;

    [[nodiscard]] int number() const { return m_number; }
    [[nodiscard]] bool isOpen() const { return m_number >= 0; }
    int release();
    void reset();

private:
    int m_number = -1;
};

class Blobs;

/// A blob that is being written. It vanishes with this object unless keep() was called, which is
/// after the index has it.
class NewBlob
{
public:
    NewBlob() = default;
    NewBlob(Blobs &blobs, QByteArray name, Descriptor file);
    ~NewBlob();
    NewBlob(NewBlob &&) noexcept = default;
    NewBlob &operator=(NewBlob &&other) noexcept;
    NewBlob(const NewBlob &) = delete;
    NewBlob &operator=(const NewBlob &) = delete;

    bool append(QByteArrayView bytes);  ///< False if the disk refuses.
    /// Closes the file; when durable, its bytes and its name are on the disk afterwards.
    bool seal();
    void keep() { m_blobs = nullptr; }
    [[nodiscard]] const QByteArray &name() const { return m_name; }
    [[nodiscard]] qint64 sizeBytes() const { return m_sizeBytes; }

private:
    Blobs *m_blobs = nullptr;
    QByteArray m_name;
    Descriptor m_file;
    qint64 m_sizeBytes = 0;
};

/// The folder of immutable data files with random names. Thread-safe.
/// A blob that someone still reads is unlinked when the last reader lets go of its pin.
class Blobs
{
public:
    Outcome open(const QString &folder, bool isDurable);
    Result<NewBlob> create();
    [[nodiscard]] Descriptor openForReading(const QByteArray &name) const;
    /// Keeps the blobs on the disk as long as the returned value lives.
    std::shared_ptr<void> pin(const QList<QByteArray> &names);
    void discard(const QList<QByteArray> &names);
    /// Removes what a killed process left behind: every file that `isKnown` denies.
    void sweep(const std::function<bool(const QByteArray &name)> &isKnown);

private:
    friend class NewBlob;
    [[nodiscard]] QByteArray pathOf(const QByteArray &name) const;
    void unpin(const QList<QByteArray> &names);

    QByteArray m_folder;
    bool m_isDurable = false;
    QMutex m_mutex;
    QHash<QByteArray, int> m_pins;
    QSet<QByteArray> m_condemned;
};

}  // namespace cosftp::localcos

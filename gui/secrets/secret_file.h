// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QMap>

namespace cosftp {

/// Secrets in a file that its owner alone may read (0600, in a folder 0700). Written whole and put
/// in place at once. A file that others can read is refused: what stood in it is no secret.
class SecretFile
{
public:
    explicit SecretFile(const QString &folder);

    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] bool exists() const;
    /// Makes an empty file, the sign that the user chose it.
    [[nodiscard]] Outcome create() const;
    /// Code::NotFound if there is none, Code::Denied if others can read the file.
    [[nodiscard]] Result<QByteArray> read(const QString &entry) const;
    [[nodiscard]] Outcome write(const QString &entry, const QByteArray &secret) const;
    [[nodiscard]] Outcome remove(const QString &entry) const;

private:
    using Entries = QMap<QString, QByteArray>;
    [[nodiscard]] Result<Entries> load() const;
    [[nodiscard]] Outcome save(const Entries &entries) const;

    QString m_folder;
    QString m_path;
};

}  // namespace cosftp

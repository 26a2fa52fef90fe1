// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>

namespace cosftp {

/// Where things of this program lie, for the About box.
struct NamedPath
{
    QString name;
    QString path;
};

/// Versions, licences and paths, all of which can be copied.
class AboutDialog final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AboutDialog)

public:
    AboutDialog(const QString &serverVersion, const QList<NamedPath> &paths,
                QWidget *parent = nullptr);
    ~AboutDialog() override = default;

    /// Versions and paths as plain text, for a report.
    [[nodiscard]] QString report() const;

protected:
    void showEvent(QShowEvent *event) override;

private:
    [[nodiscard]] QWidget *versions() const;
    [[nodiscard]] QWidget *pathFields() const;
    [[nodiscard]] QWidget *licences() const;

    QList<NamedPath> m_versions;
    QList<NamedPath> m_paths;
};

}  // namespace cosftp

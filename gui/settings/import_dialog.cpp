// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/import_dialog.h"

#include "common/last_folder.h"
#include "common/problem_text.h"
#include "common/roles.h"

#include <QDialogButtonBox>
#include <QFile>
#include <QHeaderView>
#include <QTreeWidget>

namespace cosftp {

namespace {

constexpr qint64 largestFileBytes = 4 * 1024 * 1024;

QString fateText(const ImportedKey &key)
{
    switch (key.fate) {
    case ImportedKey::Fate::Taken:
        return ImportDialog::tr("Taken over");
    case ImportedKey::Fate::Unused:
        return ImportDialog::tr("Not used: %1").arg(key.reason);
    case ImportedKey::Fate::Ignored:
        return ImportDialog::tr("Left out: %1").arg(key.reason);
    }
    return {};
}

}  // namespace

ImportDialog::ImportDialog(QWidget *parent)
    : QDialog(parent), m_file(new QLineEdit), m_summary(new QLabel), m_preview(new QTreeWidget),
      m_import(new QPushButton(tr("&Import")))
{
    setWindowTitle(tr("Import settings"));
    m_file->setObjectName(QStringLiteral("importFile"));
    m_preview->setObjectName(QStringLiteral("importPreview"));
    m_import->setObjectName(QStringLiteral("importNow"));
    m_summary->setObjectName(QStringLiteral("importSummary"));
    build();
    connect(m_file, &QLineEdit::textChanged, this, &ImportDialog::preview);
    preview();
}

void ImportDialog::build()
{
    auto *browse = new QPushButton(tr("&Browse…"));
    browse->setAutoDefault(false);  // Enter does what the dialog is for
    connect(browse, &QPushButton::clicked, this, &ImportDialog::browse);
    auto *label = new QLabel(tr("&Settings file of the original program (vsftpd.conf)"));
    label->setBuddy(m_file);
    auto *line = new QHBoxLayout;
    line->addWidget(m_file, 1);
    line->addWidget(browse);
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::PlainText);
    m_preview->setHeaderLabels({tr("In the file"), tr("Becomes"), tr("Value"), tr("What happens")});
    m_preview->setRootIsDecorated(false);
    m_preview->setAccessibleName(tr("What becomes of the settings"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->addButton(m_import, QDialogButtonBox::AcceptRole);
    setRole(m_import, ButtonRole::Primary);
    m_import->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(label);
    layout->addLayout(line);
    layout->addWidget(m_summary);
    layout->addWidget(m_preview, 1);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 120, fontMetrics().height() * 30);
}

void ImportDialog::browse()
{
    const QString name = lastFolder::openFile(this, windowTitle());
    if (!name.isEmpty())
        m_file->setText(name);
}

void ImportDialog::preview()
{
    m_preview->clear();
    m_import->setEnabled(false);
    m_plan = {};
    QFile file(m_file->text());
    if (m_file->text().isEmpty())
        return m_summary->setText(tr("Choose a file. Nothing is changed before you import it."));
    if (!file.open(QIODevice::ReadOnly))
        return m_summary->setText(tr("The file cannot be read: %1").arg(file.errorString()));
    m_plan = planImport(file.read(largestFileBytes), m_file->text());
    for (const ImportedKey &key : m_plan.keys)
        addKey(key);
    for (int column = 0; column < m_preview->columnCount(); ++column)
        m_preview->resizeColumnToContents(column);
    m_import->setEnabled(m_plan.problems.isEmpty());
    if (!m_plan.problems.isEmpty()) {
        QStringList lines;
        for (const SettingsProblem &problem : m_plan.problems.mid(0, 8))
            lines += shownProblem(problem);
        return m_summary->setText(
            tr("The file cannot be imported:\n%1").arg(lines.join(QLatin1Char('\n'))));
    }
    const QString buckets =
        tr("%n bucket(s)", nullptr, static_cast<int>(m_plan.settings.buckets.size()));
    const QString users = tr("%n user(s)", nullptr, static_cast<int>(m_plan.settings.users.size()));
    m_summary->setText(tr("%1 and %2. The present settings are replaced; a backup of them is kept.")
                           .arg(buckets, users));
}

void ImportDialog::addKey(const ImportedKey &key)
{
    const bool isSecret = key.fate == ImportedKey::Fate::Taken && key.value.isEmpty();
    const QString value = isSecret ? tr("(not shown)") : key.value;
    auto *item = new QTreeWidgetItem(m_preview, {key.from, key.to, value, fateText(key)});
    for (int column = 0; column < m_preview->columnCount(); ++column)
        item->setToolTip(column, item->text(column));
}

}  // namespace cosftp

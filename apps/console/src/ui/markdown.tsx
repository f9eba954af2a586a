import { Anchor, Blockquote, Code, List, Stack, Table, Text, Title, type TitleOrder } from '@mantine/core';
import type { ReactNode } from 'react';
import { type Block, parseMarkdown } from './markdown/blocks';
import { inline } from './markdown/inline';
import classes from './markdown/markdown.module.css';

interface MarkdownProps {
  readonly text: string;
  /** Level of its first heading on the page. */
  readonly top: TitleOrder;
}

/** Markdown as elements: what looks like HTML is shown as the text that it is, and pictures are not loaded. */
export function Markdown({ text, top }: MarkdownProps) {
  return (
    <Stack gap="sm">
      {parseMarkdown(text).map((block, index) => (
        // Blocks do not move within a text.
        <BlockView key={index} block={block} top={top} />
      ))}
    </Stack>
  );
}

function BlockView({ block, top }: { readonly block: Block; readonly top: TitleOrder }) {
  switch (block.kind) {
    case 'heading': {
      const order = Math.min(6, top + block.level - 1) as TitleOrder;
      return (
        <Title order={order} size={block.level === 1 ? 'h4' : 'h5'}>
          {show(block.text)}
        </Title>
      );
    }
    case 'code':
      return (
        <Code block tabIndex={0}>
          {block.text}
        </Code>
      );
    case 'list':
      return (
        <List type={block.ordered ? 'ordered' : 'unordered'} size="sm" spacing={4}>
          {block.items.map((item, index) => (
            <List.Item key={index}>{show(item)}</List.Item>
          ))}
        </List>
      );
    case 'table':
      return <TableView head={block.head} rows={block.rows} />;
    case 'quote':
      return <Blockquote p="sm">{show(block.text)}</Blockquote>;
    case 'paragraph':
      return <Text size="sm">{show(block.text)}</Text>;
  }
}

interface TableViewProps {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Scrolls by itself where it is wider than the page. */
function TableView({ head, rows }: TableViewProps) {
  return (
    <div className={classes['wide']} tabIndex={0} role="group" aria-label={`Table: ${head.join(', ')}`}>
      <Table verticalSpacing={4} fz="sm">
        <Table.Thead>
          <Table.Tr>
            {head.map((cell, index) => (
              <Table.Th key={index}>{show(cell)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, at) => (
            <Table.Tr key={at}>
              {row.map((cell, index) => (
                <Table.Td key={index}>{show(cell)}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function show(text: string): ReactNode {
  return inline(text).map((span, index) => {
    switch (span.kind) {
      case 'code':
        return (
          <Code key={index} className={classes['code'] ?? ''}>
            {span.text}
          </Code>
        );
      case 'strong':
        return <b key={index}>{show(span.text)}</b>;
      case 'emphasis':
        return <em key={index}>{show(span.text)}</em>;
      case 'link':
        return (
          <Anchor key={index} href={span.address} rel="noreferrer">
            {show(span.text)}
          </Anchor>
        );
      case 'text':
        return span.text;
    }
  });
}

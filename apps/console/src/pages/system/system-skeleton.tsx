import { SimpleGrid, Skeleton } from '@mantine/core';

/** Of the size of what comes. */
export function SystemSkeleton() {
  return (
    <>
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="md">
        {Array.from({ length: 6 }, (_, index) => (
          <Skeleton key={index} h={112} />
        ))}
      </SimpleGrid>
      <Skeleton h={{ base: 700, md: 340 }} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Skeleton h={280} />
        <Skeleton h={280} />
      </SimpleGrid>
    </>
  );
}

export type { DocumentStore, ProductChange, ProductStore, Storage, StoredVector } from './product-store.js';
